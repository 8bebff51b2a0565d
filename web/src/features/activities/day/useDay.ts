// Everything that the day's views show, read once.
import { useMemo, useState } from "react";
import { useNow, useZone } from "@/api/ServicesContext";
import { useListActivitiesQuery } from "@/features/activities/api";
import { coloursOf } from "@/features/activities/colours";
import { type Bounds, lastEndOf, type Row, rowsOf, type Share, sharesOf } from "@/features/activities/day/timeline";
import { type Entry, groupOf } from "@/features/activities/model";
import { useEntries } from "@/features/activities/useEntries";
import { addDays, type Day, endOf, startOf } from "@/lib/zone";

const NONE: never[] = [];
const TICK_MS = 5000;

export interface DayView {
  day: Day;
  zone: string;
  isToday: boolean;
  bounds: Bounds;
  rows: Row[];
  shares: Share[];
  colours: Map<string, string>;
  lastEnd: number | null;
  state: "loading" | "failed" | "ready";
  error: unknown;
  retry: () => void;
  editing: number | null;
  edit: (entry: Entry | null) => void;
}

export function useDay(day: Day, isToday: boolean): DayView {
  const zone = useZone();
  const now = useNow(TICK_MS);
  // One day more, for what began before midnight.
  const filter = useMemo(
    () => ({ from: new Date(startOf(addDays(day, -1), zone)).toISOString(), to: new Date(endOf(day, zone)).toISOString() }),
    [day, zone],
  );
  const { currentData, error, isError, refetch } = useListActivitiesQuery(filter);
  const entries = useEntries(currentData?.items ?? NONE);
  const [editing, setEditing] = useState<number | null>(null);
  return useMemo(() => {
    const bounds = { from: startOf(day, zone), to: endOf(day, zone), now };
    const rows = rowsOf(entries, bounds);
    return {
      day,
      zone,
      isToday,
      bounds,
      rows,
      shares: sharesOf(rows),
      colours: coloursOf(rows.flatMap((row) => (row.kind === "entry" ? [groupOf(row.entry)] : []))),
      lastEnd: lastEndOf(rows),
      state: currentData || entries.length > 0 ? "ready" : isError ? "failed" : "loading",
      error,
      retry: () => void refetch(),
      editing,
      edit: (entry) => setEditing(entry?.id ?? null),
    };
  }, [day, zone, now, entries, currentData, isError, error, refetch, isToday, editing]);
}
