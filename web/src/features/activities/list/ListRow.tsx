// One line of the long list: a day's heading, or an entry that can be opened in place.
import { Clock3, Trash2 } from "lucide-react";
import { lazy, Suspense } from "react";
import type { ListLine } from "@/features/activities/list/lines";
import { endOfEntry, type Entry, startOfEntry } from "@/features/activities/model";
import { useEntryActions } from "@/features/activities/useEntries";
import { duration, exact, shortDay, timeOfDay } from "@/lib/format";
import { m } from "@/lib/messages";
import { IconButton } from "@/ui/Button";
import { Tag } from "@/ui/Tag";

const EntryEditor = lazy(() => import("@/features/activities/entry/EntryEditor"));

interface ListRowProps {
  line: ListLine;
  zone: string;
  today: string;
  editing: number | null;
  onEdit: (id: number | null) => void;
}

function DayLine({ line, today }: { line: Extract<ListLine, { kind: "day" }>; today: string }) {
  return (
    <h2 className="flex items-baseline px-4 pt-4 pb-1.5 text-sm font-semibold text-muted md:pe-11.5">
      {line.day === today ? m.places.today : shortDay(line.day, today)}
      {line.minutes !== null && line.minutes > 0 && <span className="ms-auto font-medium">{duration(line.minutes)}</span>}
    </h2>
  );
}

function EntryLine({ entry, zone, onOpen }: { entry: Entry; zone: string; onOpen: () => void }) {
  const { remove } = useEntryActions();
  const start = startOfEntry(entry);
  const times = entry.running
    ? timeOfDay(start, zone)
    : `${timeOfDay(start, zone)}–${timeOfDay(endOfEntry(entry, start), zone)}`;
  return (
    <div className="group flex items-center border-t border-line px-4 hover:bg-sunken/60 md:pe-1.5">
      <button
        type="button"
        data-row
        data-entry={entry.id}
        onClick={onOpen}
        className="flex min-h-11 min-w-0 flex-1 flex-wrap items-baseline gap-x-3 py-2.5 text-start"
      >
        <span title={exact(start, zone)} className="flex-none text-sm text-muted max-md:order-last max-md:basis-full md:w-23">
          {times}
        </span>
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
          <b className="min-w-0 font-medium break-words">
            <span className="sr-only">{m.activities.edit}</span>{" "}
            {entry.activity_name}
          </b>
          {entry.tags.map((tag) => (
            <Tag key={tag} name={tag} />
          ))}
          {entry.note && <span className="min-w-0 truncate text-sm text-muted">{entry.note}</span>}
        </span>
        <span className="flex items-center gap-1.5 whitespace-nowrap text-muted">
          {entry.isPending && <Clock3 role="img" aria-label={m.day.waiting} size={13} />}
          {entry.running ? <span className="font-medium text-accent">{m.day.running}</span> : duration(entry.duration)}
        </span>
      </button>
      <IconButton
        weight="bare"
        label={m.activities.delete(entry.activity_name)}
        onClick={() => remove(entry)}
        className="ms-1 pointer-fine:opacity-0 pointer-fine:group-focus-within:opacity-100 pointer-fine:group-hover:opacity-100 max-md:hidden"
      >
        <Trash2 aria-hidden="true" size={16} />
      </IconButton>
    </div>
  );
}

export function ListRow({ line, zone, today, editing, onEdit }: ListRowProps) {
  if (line.kind === "day") return <DayLine line={line} today={today} />;
  if (editing !== line.entry.id) return <EntryLine entry={line.entry} zone={zone} onOpen={() => onEdit(line.entry.id)} />;
  return (
    <Suspense fallback={<div className="h-11" />}>
      <EntryEditor entry={line.entry} zone={zone} onClose={() => onEdit(null)} />
    </Suspense>
  );
}
