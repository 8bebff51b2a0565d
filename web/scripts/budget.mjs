// Fails when the first load of Today is more JavaScript than we allow, compressed with gzip:
// the page's own scripts and all that they import at once.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const MOST_BYTES = 200_000;
const dist = new URL("../dist/", import.meta.url);

const index = await readFile(new URL("index.html", dist), "utf8");
const waiting = [...index.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1]);
const sizes = new Map();
for (let name = waiting.pop(); name; name = waiting.pop()) {
  if (sizes.has(name)) continue;
  const text = await readFile(new URL(name, dist), "utf8");
  sizes.set(name, gzipSync(text, { level: 9 }).length);
  const folder = name.slice(0, name.lastIndexOf("/") + 1);
  for (const match of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) waiting.push(folder + match[1]);
}

const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
console.log(`first load of Today: ${total} of ${MOST_BYTES} bytes of JavaScript, gzipped, in ${sizes.size} files`);
if (total > MOST_BYTES) {
  for (const [name, size] of [...sizes].sort((a, b) => b[1] - a[1])) console.error(`  ${size}  ${name}`);
  process.exit(1);
}
