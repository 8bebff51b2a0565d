// The real binary on a free port, with a new data folder; ended by its own process id.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { once } from "node:events";
import { setImmediate as nextTick } from "node:timers/promises";

const BINARY = process.env.DAYBOOK_BINARY;
const READY_WITHIN = 10_000;

/** Starts a server, with settings of its own, and waits until it says where it serves. */
export async function startServer(settings = {}) {
  if (!BINARY) throw new Error("DAYBOOK_BINARY is not set: run this by `make browser`");
  const folder = await mkdtemp(join(tmpdir(), "daybook-browser-"));
  const server = spawn(BINARY, ["serve", "--listen", "127.0.0.1:0", "--data-dir", join(folder, "data")], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      NO_COLOR: "1",
      DAYBOOK_THROTTLE: "off",
      EMAIL_URL: `file://${join(folder, "mail")}`,
      ...settings,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(server, "exit");
  const stop = async () => {
    server.kill("SIGTERM");
    const [code] = await ended;
    await rm(folder, { recursive: true, force: true });
    return code;
  };
  const log = [];
  const lines = createInterface({ input: server.stderr });
  const said = new Promise((resolve, reject) => {
    lines.on("line", (line) => {
      log.push(line);
      const [, url] = line.match(/serving on (\S+)/) ?? [];
      if (url) resolve(url);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}:\n${log.join("\n")}`)));
    server.on("error", reject);
    AbortSignal.timeout(READY_WITHIN).addEventListener("abort", () =>
      reject(new Error(`not ready within ${READY_WITHIN} ms:\n${log.join("\n")}`)),
    );
  });
  try {
    return { url: await said, stop, log, mailedLink: () => mailedLink(join(folder, "mail")) };
  } catch (error) {
    server.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The path of the link in the only mail, once it is there. */
async function mailedLink(folder) {
  const late = AbortSignal.timeout(READY_WITHIN);
  while (!late.aborted) {
    const [file] = (await readdir(folder)).filter((name) => name.endsWith(".eml"));
    const [link] = file ? ((await readFile(join(folder, file), "utf8")).match(/^http\S+/m) ?? []) : [];
    if (link) return new URL(link).pathname;
    await nextTick();
  }
  throw new Error("no mail came");
}
