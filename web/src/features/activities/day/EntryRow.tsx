// One entry of the day; a press opens it in place.
import { Clock3 } from "lucide-react";
import { lazy, Suspense } from "react";
import { useNow } from "@/api/ServicesContext";
import type { Row } from "@/features/activities/day/timeline";
import { type Entry, startOfEntry } from "@/features/activities/model";
import { duration, exact, stopwatch } from "@/lib/format";
import { m } from "@/lib/messages";
import { Tag } from "@/ui/Tag";

const EntryEditor = lazy(() => import("@/features/activities/entry/EntryEditor"));
const MINUTE_MS = 60_000;

interface EntryRowProps {
  row: Extract<Row, { kind: "entry" }>;
  zone: string;
  colour: string;
  isEditing: boolean;
  onEdit: (entry: Entry | null) => void;
}

function RunningLength({ entry }: { entry: Entry }) {
  return <span className="font-semibold text-accent">{stopwatch(useNow(1000) - startOfEntry(entry))}</span>;
}

export function EntryRow({ row, zone, colour, isEditing, onEdit }: EntryRowProps) {
  const { entry, from, to, isFromBefore } = row;
  const length = duration(Math.round((to - from) / MINUTE_MS));
  if (isEditing) {
    return (
      <Suspense fallback={<div className="h-11" />}>
        <EntryEditor entry={entry} zone={zone} onClose={() => onEdit(null)} />
      </Suspense>
    );
  }
  return (
    <button
      type="button"
      data-row
      data-entry={entry.id}
      data-colour={colour}
      onClick={() => onEdit(entry)}
      title={`${exact(startOfEntry(entry), zone)}${entry.note ? `\n${entry.note}` : ""}`}
      className="my-0.75 me-2.5 ms-3 flex min-w-0 flex-wrap items-baseline gap-x-2.5 gap-y-0.5 rounded-[7px] border-s-3 border-group bg-[color-mix(in_srgb,var(--group)_9%,transparent)] px-3 py-2 text-start transition-colors duration-100 hover:bg-[color-mix(in_srgb,var(--group)_15%,transparent)]"
    >
      <b className="min-w-0 font-medium break-words">
        <span className="sr-only">{m.activities.edit}</span>{" "}
        {entry.activity_name}
      </b>
      {entry.tags.map((tag) => (
        <Tag key={tag} name={tag} />
      ))}
      {isFromBefore && <span className="text-sm text-muted">{m.day.fromYesterday}</span>}
      <span className="ms-auto flex items-center gap-1.5 whitespace-nowrap text-muted">
        {entry.isPending && <Clock3 role="img" aria-label={m.day.waiting} size={13} />}
        {entry.running ? <RunningLength entry={entry} /> : length}
      </span>
    </button>
  );
}
