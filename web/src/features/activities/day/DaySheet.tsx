// The day on paper: what it sums up to, and the time line with its red margin rule.
import { reasonOf } from "@/api/errors";
import { EntryRow } from "@/features/activities/day/EntryRow";
import { GapRow } from "@/features/activities/day/GapRow";
import { Totals } from "@/features/activities/day/Totals";
import type { DayView } from "@/features/activities/day/useDay";
import { groupOf } from "@/features/activities/model";
import { timeOfDay } from "@/lib/format";
import { m } from "@/lib/messages";
import { useRoving } from "@/lib/useRoving";
import { Card } from "@/ui/Card";
import { Kbd } from "@/ui/Kbd";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failed } from "@/ui/States";

function EmptyDay({ isToday }: { isToday: boolean }) {
  if (!isToday) return <Empty title={m.day.emptyPast}>{m.day.emptyPastHint}</Empty>;
  return (
    <Empty title={m.day.empty}>
      {m.day.emptyHint} <Kbd>t</Kbd>
    </Empty>
  );
}

function Rows({ view }: { view: DayView }) {
  const list = useRoving();
  const { rows, zone, colours, editing, edit } = view;
  return (
    <ol
      ref={list}
      className="relative py-2 before:absolute before:inset-y-0 before:left-14.5 before:w-px before:bg-rule md:before:left-18.5"
    >
      {rows.map((row) => (
        <li key={row.kind === "entry" ? `entry-${row.entry.id}` : `gap-${row.from}`} className="grid grid-cols-[3.625rem_1fr] md:grid-cols-[4.625rem_1fr]">
          <time
            dateTime={new Date(row.from).toISOString()}
            className="pt-3 pe-3 text-end text-sm text-muted md:pe-3.5"
          >
            {timeOfDay(row.from, zone)}
          </time>
          {row.kind === "gap" ? (
            <GapRow gap={row} zone={zone} />
          ) : (
            <EntryRow
              row={row}
              zone={zone}
              colour={row.entry.running ? "live" : (colours.get(groupOf(row.entry)) ?? "1")}
              isEditing={editing === row.entry.id}
              onEdit={edit}
            />
          )}
        </li>
      ))}
    </ol>
  );
}

export function DaySheet({ view }: { view: DayView }) {
  const { state, rows, shares, colours, error, retry, isToday } = view;
  return (
    <section aria-labelledby="day-heading" className="mt-6.5">
      <Totals shares={shares} colours={colours} />
      <Card>
        {state === "loading" && <Skeleton rows={5} />}
        {state === "failed" && <Failed reason={reasonOf(error)} onRetry={retry} />}
        {state === "ready" && (rows.length > 0 ? <Rows view={view} /> : <EmptyDay isToday={isToday} />)}
      </Card>
    </section>
  );
}
