// Single keys and short sequences ("t", "g a") for the whole page, silent while somebody types.
// They can be switched off (WCAG 2.1.4); combinations with Ctrl or Cmd always work.
// Not here: which key does what (app/shell/useShellKeys.ts and the places).
import { useEffect, useRef } from "react";

export type Bindings = Record<string, () => void>;

const SEQUENCE_MS = 1200;
const OFF_KEY = "daybook.keys";

export function keysAreOn(): boolean {
  return localStorage.getItem(OFF_KEY) !== "off";
}

export function switchKeys(on: boolean): void {
  if (on) localStorage.removeItem(OFF_KEY);
  else localStorage.setItem(OFF_KEY, "off");
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** A dialog or a menu, marked so, has the keys for itself. A notice has not. */
function isTaken(event: KeyboardEvent): boolean {
  return event.defaultPrevented || isTyping(event.target) || document.querySelector("[data-takes-keys]") !== null;
}

/** "mod+k" for Ctrl-K or Cmd-K, else the key as typed. */
function nameOf(event: KeyboardEvent): string {
  return event.ctrlKey || event.metaKey ? `mod+${event.key.toLowerCase()}` : event.key;
}

/** All that listen: a key means nothing of its own where it ends a sequence, whoever knows that. */
const listening = new Set<{ current: Bindings }>();
let typed: { event: KeyboardEvent | null; sequence: string; begun: string } = { event: null, sequence: "", begun: "" };

/** The sequence that a key ends, the same for all that hear of it; empty when it ends none. */
function sequenceOf(event: KeyboardEvent, name: string): string {
  if (typed.event === event) return typed.sequence;
  const known = [...listening].flatMap(({ current }) => Object.keys(current));
  const isInTime = typed.event !== null && event.timeStamp - typed.event.timeStamp < SEQUENCE_MS;
  const wanted = typed.begun && isInTime ? `${typed.begun} ${name}` : "";
  const sequence = known.includes(wanted) ? wanted : "";
  const isBegin = !sequence && known.some((binding) => binding.startsWith(`${name} `));
  typed = { event, sequence, begun: isBegin ? name : "" };
  return sequence;
}

/** A place that gives a key of the shell another meaning comes `first`; a sequence comes before all. */
export function useKeys(bindings: Bindings, order?: "first"): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    const isFree = (event: KeyboardEvent) => !event.altKey && !isTaken(event) && keysAreOn();
    const onSequence = (event: KeyboardEvent) => {
      const action = isFree(event) && latest.current[sequenceOf(event, nameOf(event))];
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      action();
    };
    const onKey = (event: KeyboardEvent) => {
      const name = nameOf(event);
      const isMeant = name.startsWith("mod+") ? !event.altKey : isFree(event) && !sequenceOf(event, name);
      const action = isMeant && latest.current[name];
      if (!action) return;
      event.preventDefault();
      action();
    };
    const capture = order === "first";
    listening.add(latest);
    document.addEventListener("keydown", onSequence, true);
    document.addEventListener("keydown", onKey, capture);
    return () => {
      listening.delete(latest);
      document.removeEventListener("keydown", onSequence, true);
      document.removeEventListener("keydown", onKey, capture);
    };
  }, [order]);
}
