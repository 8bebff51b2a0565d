// The long list as lines: a heading for each day, then its entries, the latest first. Pure.
import { type Entry, startOfEntry } from "@/features/activities/model";
import { type Day, dayOf } from "@/lib/zone";

export type ListLine =
  | { kind: "day"; day: Day; minutes: number | null; key: string }
  | { kind: "entry"; entry: Entry; key: string };

interface Options {
  zone: string;
  /** More may follow, so the last day is not all there. */
  hasMore: boolean;
}

export function linesOf(entries: Entry[], { zone, hasMore }: Options): ListLine[] {
  const days = new Map<Day, Entry[]>();
  const latestFirst = entries.toSorted((a, b) => startOfEntry(b) - startOfEntry(a) || b.id - a.id);
  for (const entry of latestFirst) {
    const day = dayOf(startOfEntry(entry), zone);
    const those = days.get(day) ?? [];
    those.push(entry);
    days.set(day, those);
  }
  return [...days].flatMap(([day, those], index): ListLine[] => {
    const isWhole = !hasMore || index < days.size - 1;
    const minutes = isWhole ? those.reduce((sum, { duration }) => sum + duration, 0) : null;
    return [
      { kind: "day", day, minutes, key: `day-${day}` },
      ...those.map((entry) => ({ kind: "entry" as const, entry, key: `entry-${entry.id}` })),
    ];
  });
}
