// Completing the name that is typed behind an `@`. Pure.
const MOST = 8;
/** As the server reads names: a word that begins with `@`. */
const TYPED = /(?:^|[^\p{L}\p{N}@.+\-_])@([\p{L}\p{N}@.+\-_]*)$/u;

/** What is typed of a name before the caret; null when it is none. */
export function typedName(text: string, caret: number): string | null {
  return TYPED.exec(text.slice(0, caret))?.[1] ?? null;
}

/** Who may be meant: those whose name begins so come first. */
export function candidates(names: Iterable<string>, typed: string): string[] {
  const wanted = typed.toLowerCase();
  const found = [...new Set(names)].filter((name) => name.toLowerCase().includes(wanted) && name.toLowerCase() !== wanted);
  const isLater = (name: string) => Number(!name.toLowerCase().startsWith(wanted));
  return found.toSorted((a, b) => isLater(a) - isLater(b) || a.localeCompare(b)).slice(0, MOST);
}

/** The text with the name instead of what was typed of it, and where the caret is then. */
export function withName(text: string, caret: number, name: string): { text: string; caret: number } {
  const typed = typedName(text, caret) ?? "";
  const before = `${text.slice(0, caret - typed.length)}${name} `;
  return { text: before + text.slice(caret).replace(/^ /u, ""), caret: before.length };
}
