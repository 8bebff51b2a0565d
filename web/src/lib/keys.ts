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

/** A place that gives a key of the shell another meaning comes `first`. */
export function useKeys(bindings: Bindings, order?: "first"): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    let first = "";
    let firstAt = 0;
    const onKey = (event: KeyboardEvent) => {
      const name = nameOf(event);
      const combined = name.startsWith("mod+");
      if (event.altKey || (!combined && (isTaken(event) || !keysAreOn()))) return;
      const sequence = first && event.timeStamp - firstAt < SEQUENCE_MS ? `${first} ${name}` : name;
      const action = latest.current[sequence] ?? latest.current[name];
      first = "";
      if (action) {
        event.preventDefault();
        action();
      } else if (Object.keys(latest.current).some((binding) => binding.startsWith(`${name} `))) {
        first = name;
        firstAt = event.timeStamp;
      }
    };
    const capture = order === "first";
    document.addEventListener("keydown", onKey, capture);
    return () => document.removeEventListener("keydown", onKey, capture);
  }, [order]);
}
