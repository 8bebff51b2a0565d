// Writes a .br and a .gz beside each text file of the build, so that the server only chooses.
// Not here: choosing one for a request (crates/daybook-web).
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const TEXT = /\.(?:css|html|js|json|svg|txt|webmanifest)$/;
/** Below this a packet carries the plain file as fast. */
const WORTH_BYTES = 1024;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

async function compress(file: string): Promise<void> {
  const plain = await readFile(file);
  if (plain.length < WORTH_BYTES) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await Promise.all([
    brotli(plain, quality).then((bytes) => writeFile(`${file}.br`, bytes)),
    zip(plain, { level: constants.Z_BEST_COMPRESSION }).then((bytes) => writeFile(`${file}.gz`, bytes)),
  ]);
}

export function precompress(): Plugin {
  let folder = "";
  return {
    name: "precompress",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      const entries = await readdir(folder, { recursive: true });
      // The page is filled in by the server for each request, so it is compressed there or not at all.
      const files = entries.filter((name) => TEXT.test(name) && name !== "index.html");
      await Promise.all(files.map((name) => compress(join(folder, name))));
    },
  };
}
