// Where the words that were looked for stand in a message, as the server finds them: each as the beginning of a word,
// without case and accents. Pure.
export interface Part {
  text: string;
  isFound: boolean;
}

/** Characters that are shown before and after the first word that was found. */
const BEFORE = 60;
const LONGEST = 260;
const WORD = /[\p{L}\p{N}\p{M}_]+/gu;

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

export function wordsOf(q: string): string[] {
  return [...new Set([...q.matchAll(WORD)].map(([word]) => fold(word)))].filter(Boolean);
}

/** How much of a word is what was looked for; 0 when it is another. */
function lengthIn(word: string, wanted: string[]): number {
  const whole = fold(word);
  const term = wanted.filter((one) => whole.startsWith(one)).reduce((longest, one) => (one.length > longest.length ? one : longest), "");
  if (!term) return 0;
  let length = Math.min(term.length, word.length);
  while (length < word.length && !fold(word.slice(0, length)).startsWith(term)) length += 1;
  // An accent of its own belongs to the letter before it.
  while (/\p{M}/u.test(word[length] ?? "")) length += 1;
  return length;
}

/** Around the first that is found, at the bounds of words. */
function extract(text: string, first: number): string {
  const line = text.replace(/\s+/g, " ");
  if (line.length <= LONGEST) return line;
  const from = Math.max(0, Math.min(first, line.length) - BEFORE);
  const start = from === 0 ? 0 : line.indexOf(" ", from) + 1;
  const cut = line.slice(start, start + LONGEST);
  return `${start > 0 ? "… " : ""}${cut.trimEnd()}${start + LONGEST < line.length ? " …" : ""}`;
}

function firstOf(text: string, wanted: string[]): number {
  for (const { 0: word, index } of text.matchAll(WORD)) if (lengthIn(word, wanted) > 0) return index;
  return 0;
}

/** A message in short, in parts that were looked for and others. */
export function found(content: string, q: string): Part[] {
  const wanted = wordsOf(q);
  const text = extract(content, firstOf(content.replace(/\s+/g, " "), wanted));
  const parts: Part[] = [];
  let at = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const length = lengthIn(word, wanted);
    if (length === 0) continue;
    if (index > at) parts.push({ text: text.slice(at, index), isFound: false });
    parts.push({ text: text.slice(index, index + length), isFound: true });
    at = index + length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isFound: false });
  return parts;
}
