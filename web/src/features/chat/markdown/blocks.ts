// What fills whole lines of a message: paragraphs, code, quotes, lists. Pure; linear in its input.
// Not here: what stands within a line (inline.ts).
import { parseInline } from "@/features/chat/markdown/inline";
import type { Block, Item } from "@/features/chat/markdown/model";

const FENCE = /^\s{0,3}(`{3,})([\w+#.-]{0,20})\s*$/;
const QUOTE = /^\s{0,3}> ?/;
const ITEM = /^( {0,8})(?:[-*+]|(\d{1,9})[.)]) (?=\S)/;
/** Deeper quotes stay text. */
const DEEPEST = 4;
const DEEPEST_LEVEL = 3;

function itemOf(line: string): Item | null {
  const [start, indent = "", number] = ITEM.exec(line) ?? [];
  if (start === undefined) return null;
  const level = Math.min(DEEPEST_LEVEL, indent.length >> 1);
  return { number: number === undefined ? null : Number(number), level, inside: parseInline(line.slice(start.length)) };
}

/** The line that ends the code which begins here; null when none does, and it is no code then. */
function fenceEnds(lines: string[]): Map<number, number> {
  const ends = new Map<number, number>();
  let last: number | null = null;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const line = lines[at] ?? "";
    if (!FENCE.test(line)) continue;
    if (last !== null) ends.set(at, last);
    last = /^\s*`{3,}\s*$/.test(line) ? at : last;
  }
  return ends;
}

export function parseBlocks(text: string, depth = 0): Block[] {
  const lines = text.split(/\r\n?|\n/);
  const ends = fenceEnds(lines);
  const blocks: Block[] = [];
  let words: string[] = [];
  const flush = () => {
    if (words.some((line) => line.trim() !== "")) blocks.push({ kind: "paragraph", inside: parseInline(words.join("\n")) });
    words = [];
  };
  const isQuote = (line: string | undefined) => line !== undefined && depth < DEEPEST && QUOTE.test(line);
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const end = ends.get(at);
    const item = itemOf(line);
    if (end !== undefined) {
      flush();
      blocks.push({ kind: "code", language: FENCE.exec(line)?.[2] ?? "", text: lines.slice(at + 1, end).join("\n") });
      at = end + 1;
    } else if (isQuote(line)) {
      flush();
      const start = at;
      while (isQuote(lines[at])) at += 1;
      const quoted = lines.slice(start, at).map((quote) => quote.replace(QUOTE, ""));
      blocks.push({ kind: "quote", inside: parseBlocks(quoted.join("\n"), depth + 1) });
    } else if (item) {
      flush();
      const last = blocks.at(-1);
      if (last?.kind === "list") last.items.push(item);
      else blocks.push({ kind: "list", items: [item] });
      at += 1;
    } else {
      if (line.trim() === "") flush();
      else words.push(line);
      at += 1;
    }
  }
  flush();
  return blocks;
}
