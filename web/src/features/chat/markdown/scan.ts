// Finds the marks in a line of words, and which of them belong together, in one pass. Pure.
// Invariants: linear in its input, however hostile; what is no mark is text; marks do not cross.
// Not here: the tree that they make (inline.ts), what fills whole lines (blocks.ts).
import { addressAt, isSafe } from "@/features/chat/markdown/links";

export type Token =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "address"; text: string }
  | { kind: "mention"; name: string }
  /** Text, unless it opens or closes something. */
  | { kind: "mark"; text: string; opens: Pair | null; closes: Pair | null };

export type Pair = { kind: "strong" | "em" | "del" } | { kind: "link"; href: string };
type Mark = Extract<Token, { kind: "mark" }>;

/** Marks that may stand open at once; of more, the first are text. */
const DEEPEST = 24;
const ESCAPED = "*_~`[";
const WORD = /[\p{L}\p{N}_]/u;
const NAME_PART = /[\p{L}\p{N}@.+\-_]/u;
/** A name may hold these, and the sentence may end with them. */
const SIGNS = "@.+-_";

/** For each run of backticks where the next one of its length begins. */
function closingRuns(text: string): Map<number, number> {
  const closing = new Map<number, number>();
  const next = new Map<number, number>();
  const runs = [...text.matchAll(/`+/g)];
  for (const { index, 0: run } of runs.toReversed()) {
    const end = next.get(run.length);
    if (end !== undefined) closing.set(index, end);
    next.set(run.length, index);
  }
  return closing;
}

/** For each "(" where the ")" stands that closes it, with no space between. */
function closingBrackets(text: string): Map<number, number> {
  const closing = new Map<number, number>();
  let open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (char === "(") open.push(at);
    else if (char === ")") {
      const start = open.pop();
      if (start !== undefined) closing.set(start, at);
    } else if (/\s/.test(char)) open = [];
  }
  return closing;
}

/** The marks that stand open, the innermost last. */
class Open {
  private stack: Mark[] = [];

  push(mark: Mark): void {
    if (this.stack.length >= DEEPEST) this.stack.shift();
    this.stack.push(mark);
  }
  find(wanted: string): Mark | undefined {
    return this.stack.findLast(({ text }) => text === wanted);
  }
  /** The one that a run of this length may close: of its own length, or a shorter one. */
  findFor(char: string, size: number): Mark | undefined {
    if (size === 2) return this.find(char.repeat(2)) ?? this.find(char);
    return this.stack.findLast(({ text }) => text.startsWith(char) && text.length <= size);
  }
  /** Closes one; what was opened within it and is still open stays text. */
  close(mark: Mark, by: Mark, pair: Pair): void {
    mark.opens = by.closes = pair;
    this.stack.length = this.stack.indexOf(mark);
  }
  drop(mark: Mark): void {
    this.stack.splice(this.stack.indexOf(mark), 1);
  }
  /** A link holds no other. */
  dropAll(start: string): void {
    this.stack = this.stack.filter(({ text }) => text !== start);
  }
}

function pairOf(mark: string): Pair {
  return { kind: mark === "~~" ? "del" : mark.length === 2 ? "strong" : "em" };
}

interface Sides {
  before: string;
  after: string;
}

/** A single star, and any underscore, stands at the edge of a word: 2*3*4 and snake_case are none. */
function canOpen({ before, after }: Sides, size: number): boolean {
  return after !== "" && !/\s/.test(after) && (size > 1 || !WORD.test(before));
}

function canClose({ before, after }: Sides, size: number): boolean {
  return before !== "" && !/\s/.test(before) && (size > 1 || !WORD.test(after));
}

export function scan(text: string): Token[] {
  const tokens: Token[] = [];
  const open = new Open();
  const runEnds = closingRuns(text);
  const bracketEnds = closingBrackets(text);
  let plainFrom = 0;
  let at = 0;

  const flush = (until: number) => {
    if (until > plainFrom) tokens.push({ kind: "text", text: text.slice(plainFrom, until) });
  };
  const take = (token: Token, length: number) => {
    flush(at);
    tokens.push(token);
    at += length;
    plainFrom = at;
  };
  const takeMark = (words: string, length = words.length): Mark => {
    const mark: Mark = { kind: "mark", text: words, opens: null, closes: null };
    take(mark, length);
    return mark;
  };
  const isEmpty = (mark: Mark) => tokens.at(-1) === mark && plainFrom === at;
  const takeRun = (char: string) => {
    let size = 1;
    while (text[at + size] === char) size += 1;
    const sides = { before: text[at - 1] ?? "", after: text[at + size] ?? "" };
    const isMeant = char === "*" ? size <= 3 : char === "_" ? size === 1 : size === 2;
    if (!isMeant) {
      at += size;
      return;
    }
    while (size > 0) {
      const inner = open.findFor(char, size);
      if (inner && canClose(sides, inner.text.length) && !isEmpty(inner)) {
        size -= inner.text.length;
        open.close(inner, takeMark(inner.text), pairOf(inner.text));
        continue;
      }
      const part = Math.min(size, 2);
      const mark = takeMark(char.repeat(part));
      if (canOpen(sides, part)) open.push(mark);
      size -= part;
    }
  };
  const takeLinkEnd = () => {
    const start = open.find("[");
    const end = text[at + 1] === "(" ? bracketEnds.get(at + 1) : undefined;
    const href = end === undefined ? "" : text.slice(at + 2, end);
    if (start && end !== undefined && !isEmpty(start) && isSafe(href)) {
      open.close(start, takeMark("]", end + 1 - at), { kind: "link", href });
      open.dropAll("[");
      return;
    }
    if (start) open.drop(start);
    at += 1;
  };
  const takeCode = () => {
    let size = 1;
    while (text[at + size] === "`") size += 1;
    const end = runEnds.get(at);
    if (end === undefined) at += size;
    else take({ kind: "code", text: text.slice(at + size, end) }, end + size - at);
  };
  const takeName = () => {
    let end = at + 1;
    if (!NAME_PART.test(text[at - 1] ?? " ")) while (NAME_PART.test(text[end] ?? " ")) end += 1;
    while (end > at + 1 && SIGNS.includes(text[end - 1] ?? " ")) end -= 1;
    const name = text.slice(at + 1, end);
    if (name === "") at += 1;
    else take({ kind: "mention", name }, name.length + 1);
  };
  const takeAddress = () => {
    const address = WORD.test(text[at - 1] ?? " ") ? "" : addressAt(text, at);
    if (isSafe(address)) take({ kind: "address", text: address }, address.length);
    else at += Math.max(1, address.length);
  };

  while (at < text.length) {
    const char = text[at] ?? "";
    if (char === "\\" && ESCAPED.includes(text[at + 1] ?? " ")) {
      flush(at);
      plainFrom = at + 1;
      at += 2;
    } else if (char === "*" || char === "_" || char === "~") takeRun(char);
    else if (char === "`") takeCode();
    else if (char === "[") open.push(takeMark(char));
    else if (char === "]") takeLinkEnd();
    else if (char === "@") takeName();
    else if (char === "h" || char === "H") takeAddress();
    else at += 1;
  }
  flush(at);
  return tokens;
}
