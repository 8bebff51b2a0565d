// In a dialog, the arrows go from its input into the list below, through its rows (elements with `data-row`), and back.
// Not here: lists of a place, which have keys of their own (useRoving.ts).
import { type KeyboardEvent, useRef } from "react";

const STEPS: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export function useArrows<T extends HTMLElement = HTMLDivElement>() {
  const frame = useRef<T>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = STEPS[event.key];
    if (by === undefined || (event.target as HTMLElement).matches("select")) return;
    const stops = [...(frame.current?.querySelectorAll<HTMLElement>("input, [data-row]") ?? [])];
    const here = stops.findIndex((stop) => stop === document.activeElement);
    const next = stops[here + by];
    if (!next || here < 0) return;
    event.preventDefault();
    next.focus();
  };
  return { ref: frame, onKeyDown };
}
