// Where a line's entry lies in time. On today a length ends now; on another day it follows the last entry, or begins at nine.
import type { Line } from "@/features/activities/parse";
import { atMinutes, type Day } from "@/lib/zone";

const MINUTE_MS = 60_000;
const NINE = 9 * 60;

export interface Span {
  from: number;
  to: number;
}

interface Around {
  day: Day;
  zone: string;
  now: number;
  isToday: boolean;
  /** The end of the day's last entry. */
  lastEnd: number | null;
}

/** Null when the line says no time at all. */
export function placeLine({ range, minutes }: Line, { day, zone, now, isToday, lastEnd }: Around): Span | null {
  if (range) return { from: atMinutes(day, range.from, zone), to: atMinutes(day, range.to, zone) };
  if (minutes === null) return null;
  if (isToday) {
    const to = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    return { from: to - minutes * MINUTE_MS, to };
  }
  const from = lastEnd ?? atMinutes(day, NINE, zone);
  return { from, to: from + minutes * MINUTE_MS };
}
