// A day as it is drawn: its entries, the latest first, the gaps between them, and what the groups sum up to. Pure.
// Invariants: only what lies within the day counts; overlapping entries leave no gap; a gap is told from 10 minutes on.
import { endOfEntry, type Entry, groupOf, startOfEntry } from "@/features/activities/model";

const MINUTE_MS = 60_000;
const GAP_MS = 10 * MINUTE_MS;

export type Row =
  | { kind: "entry"; entry: Entry; from: number; to: number; isFromBefore: boolean }
  | { kind: "gap"; from: number; to: number; isOpen: boolean };

export interface Bounds {
  from: number;
  to: number;
  now: number;
}

/** Entries and gaps, the latest first. */
export function rowsOf(entries: Entry[], { from, to, now }: Bounds): Row[] {
  const inside = entries
    .map((entry) => ({ entry, start: startOfEntry(entry), end: endOfEntry(entry, now) }))
    .filter(({ start, end }) => start < to && (end > from || (start >= from && end === start)))
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
  const rows: Row[] = [];
  let covered: number | null = null;
  for (const { entry, start, end } of inside) {
    if (covered !== null && start - covered >= GAP_MS) rows.push({ kind: "gap", from: covered, to: start, isOpen: false });
    rows.push({ kind: "entry", entry, from: Math.max(start, from), to: Math.min(end, to), isFromBefore: start < from });
    covered = Math.max(covered ?? end, end);
  }
  const isToday = from <= now && now < to;
  if (covered !== null && isToday && now - covered >= GAP_MS) rows.push({ kind: "gap", from: covered, to: now, isOpen: true });
  return rows.toReversed();
}

export interface Share {
  group: string;
  minutes: number;
}

/** Minutes by group, the most first. What runs counts up to now. */
export function sharesOf(rows: Row[]): Share[] {
  const sums = new Map<string, number>();
  for (const row of rows) {
    if (row.kind === "gap") continue;
    const group = groupOf(row.entry);
    sums.set(group, (sums.get(group) ?? 0) + (row.to - row.from));
  }
  return [...sums]
    .map(([group, ms]) => ({ group, minutes: Math.round(ms / MINUTE_MS) }))
    .filter(({ minutes }) => minutes > 0)
    .toSorted((a, b) => b.minutes - a.minutes || a.group.localeCompare(b.group));
}

export function lastEndOf(rows: Row[]): number | null {
  const ends = rows.flatMap((row) => (row.kind === "entry" ? [row.to] : []));
  return ends.length > 0 ? Math.max(...ends) : null;
}
