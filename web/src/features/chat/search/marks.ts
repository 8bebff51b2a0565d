// Where the words that were looked for stand in a message, as the server finds them: each as the beginning of a word,
// without case and accents. Pure.
import { lineOf } from "@/features/chat/markdown/plain";
import { type Word, wordsIn, wordsOf } from "@/lib/words";

export interface Part {
  text: string;
  isFound: boolean;
}

/** Characters that are shown before and after the first word that was found. */
const BEFORE = 60;
const LONGEST = 260;

function longest(word: Word, wanted: string[]): string {
  return wanted.filter((one) => word.folded.startsWith(one)).reduce((most, one) => (one.length > most.length ? one : most), "");
}

/** From where to where something was found, in their order; none reaches into the one before it. */
function placesIn(text: string, wanted: string[]): [from: number, to: number][] {
  const places: [number, number][] = [];
  for (const word of wordsIn(text)) {
    const length = longest(word, wanted).length;
    const [from = 0, to = 0] = [word.from[0], word.to[length - 1]];
    if (length > 0 && from >= (places.at(-1)?.[1] ?? 0)) places.push([from, to]);
  }
  return places;
}

/** Without its marks, unless something was found in them: in an address, or in words that a mark parts. */
function readable(content: string, wanted: string[]): string {
  const line = lineOf(content);
  const words = wordsOf(line);
  return wanted.every((one) => words.some((word) => word.startsWith(one))) ? line : content.replace(/\s+/gu, " ");
}

/** Around the first that is found, at the bounds of words. */
function extract(line: string, wanted: string[]): string {
  if (line.length <= LONGEST) return line;
  const first = placesIn(line, wanted)[0]?.[0] ?? 0;
  const from = Math.max(0, first - BEFORE);
  const start = from === 0 ? 0 : line.indexOf(" ", from) + 1;
  const cut = line.slice(start, start + LONGEST);
  return `${start > 0 ? "… " : ""}${cut.trimEnd()}${start + LONGEST < line.length ? " …" : ""}`;
}

/** A message in short, in parts that were looked for and others. */
export function found(content: string, q: string): Part[] {
  const wanted = [...new Set(wordsOf(q))];
  const text = extract(readable(content, wanted), wanted);
  const parts: Part[] = [];
  let at = 0;
  for (const [from, to] of placesIn(text, wanted)) {
    if (from > at) parts.push({ text: text.slice(at, from), isFound: false });
    parts.push({ text: text.slice(from, to), isFound: true });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isFound: false });
  return parts;
}
