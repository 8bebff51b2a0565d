// The list of names over the composer: opened by an `@`, walked by the arrows, chosen by Enter or Tab, closed by Esc.
import { type KeyboardEvent, useMemo, useState } from "react";
import { candidates, typedName, withName } from "@/features/chat/messages/mention";

interface CompletionOptions {
  text: string;
  caret: number;
  names: string[];
  onPick: (text: string, caret: number) => void;
}

export function useCompletion({ text, caret, names, onPick }: CompletionOptions) {
  const typed = typedName(text, caret);
  const [at, setAt] = useState(0);
  const [typedBefore, setTypedBefore] = useState(typed);
  const [isClosed, setClosed] = useState(false);
  if (typed !== typedBefore) {
    setTypedBefore(typed);
    setAt(0);
    setClosed(false);
  }
  const found = useMemo(() => (typed === null ? [] : candidates(names, typed)), [names, typed]);
  const isOpen = found.length > 0 && !isClosed;
  const pick = (index: number) => {
    const name = found[index];
    if (name === undefined) return;
    const next = withName(text, caret, name);
    onPick(next.text, next.caret);
  };
  /** Answers whether the key was for the list. */
  const onKey = ({ key }: KeyboardEvent): boolean => {
    if (!isOpen) return false;
    const by = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (by) setAt((at + by + found.length) % found.length);
    else if (key === "Enter" || key === "Tab") pick(at);
    else if (key === "Escape") setClosed(true);
    else return false;
    return true;
  };
  return { isOpen, found, at, setAt, pick, onKey };
}

export type Completion = ReturnType<typeof useCompletion>;
