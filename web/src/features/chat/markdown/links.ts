// Which addresses a message may lead to, and where a bare one ends. Pure.
// Invariant: http and https alone; all else stays text.
const BEGINS = /https?:\/\/[\p{L}\p{N}]/iuy;
const STOPS = /[\s<>"`[\]]/;
/** At the end of an address these belong to the sentence around it. */
const SENTENCE = ".,;:!?'*_~";

export function isSafe(address: string): boolean {
  if (!/^https?:\/\/[^\s/?#]/i.test(address)) return false;
  try {
    return /^https?:$/.test(new URL(address).protocol);
  } catch {
    return false;
  }
}

/** A bracket at the end belongs to the address only if the address opened it. */
function trimmed(address: string): string {
  let end = address.length;
  let open = 0;
  for (const char of address) open += char === "(" ? 1 : char === ")" ? -1 : 0;
  for (; end > 0; end -= 1) {
    const last = address[end - 1] ?? "";
    if (last === ")" && open < 0) open += 1;
    else if (!SENTENCE.includes(last)) break;
  }
  return address.slice(0, end);
}

/** What looks like an address and begins here; empty when nothing does. */
export function addressAt(text: string, start: number): string {
  BEGINS.lastIndex = start;
  if (!BEGINS.test(text)) return "";
  let end = BEGINS.lastIndex;
  while (end < text.length && !STOPS.test(text[end] ?? "")) end += 1;
  return trimmed(text.slice(start, end));
}
