// Words as they are looked for, by the server's rule (crates/daybook/src/search.rs): lower case, without diacritics;
// runs of letters and digits, and runs of other signs that are neither spaces nor punctuation, as emojis. Pure.
// Invariant: words.test.ts has the cases of the server's own test.
/** Spaces, and the punctuation of most scripts. */
const BETWEEN = String.raw`\p{White_Space}\p{Cc}!-/:-@\[-\x60\{-~¡§«¶·»¿،؛؟\u2010-\u2027\u2030-\u205E\u3001-\u3003\u3008-\u3011\u3014-\u301F`;
const LETTERS = String.raw`\p{Alphabetic}\p{N}`;
const WORD = new RegExp(`[${LETTERS}]+|[^${BETWEEN}${LETTERS}]+`, "gu");
/** Marks on other signs, and what only tells how they are drawn. */
const SILENT = /[\p{M}\u{AD}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{FEFF}]+/gu;

export interface Word {
  folded: string;
  /** For each sign of it, where the sign of the text begins and ends that it comes from. */
  from: number[];
  to: number[];
}

function fold(text: string): string {
  return text.normalize("NFKD").toLowerCase().replace(SILENT, "").replaceAll("ς", "σ");
}

export function wordsOf(text: string): string[] {
  return fold(text).match(WORD) ?? [];
}

/** The same, each with its place in the text. */
export function wordsIn(text: string): Word[] {
  let whole = "";
  const [from, to]: [number[], number[]] = [[], []];
  let at = 0;
  for (const sign of text) {
    const folded = fold(sign);
    const end = at + sign.length;
    // A mark belongs to the sign before it.
    if (folded === "" && to.at(-1) === at) to[to.length - 1] = end;
    for (let unit = 0; unit < folded.length; unit += 1) {
      from.push(at);
      to.push(end);
    }
    whole += folded;
    at = end;
  }
  return [...whole.matchAll(WORD)].map(({ 0: folded, index }) => {
    const end = index + folded.length;
    return { folded, from: from.slice(index, end), to: to.slice(index, end) };
  });
}
