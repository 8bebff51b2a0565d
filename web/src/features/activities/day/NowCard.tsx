// What runs now, and the line in which the next is written.
import { Square } from "lucide-react";
import { useNow } from "@/api/ServicesContext";
import { LogLine } from "@/features/activities/day/LogLine";
import type { DayView } from "@/features/activities/day/useDay";
import { type Entry, startOfEntry } from "@/features/activities/model";
import { useTimer } from "@/features/activities/useTimer";
import { exact, stopwatch, timeOfDay } from "@/lib/format";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Kbd } from "@/ui/Kbd";
import { Tag } from "@/ui/Tag";

interface RunningProps {
  entry: Entry;
  zone: string;
  onEdit: (() => void) | null;
  onStop: () => void;
}

function Running({ entry, zone, onEdit, onStop }: RunningProps) {
  const start = startOfEntry(entry);
  const clock = stopwatch(useNow(1000) - start);
  return (
    <div className="flex flex-wrap items-center gap-x-3.5 gap-y-1 border-b border-line px-4 py-3.5 md:px-4.5">
      <span role="timer" aria-label={m.now.running(entry.activity_name)} className="text-[1.7rem] leading-tight font-semibold tracking-tight text-accent">
        {clock}
      </span>
      <b className="order-1 min-w-0 font-semibold break-words max-md:basis-full md:order-none md:text-lg">{entry.activity_name}</b>
      {entry.tags.map((tag) => (
        <Tag key={tag} name={tag} />
      ))}
      <span title={exact(start, zone)} className="text-sm text-muted max-md:hidden">
        {m.now.since(timeOfDay(start, zone))}
      </span>
      <span className="flex-1" />
      {onEdit && (
        <Button onClick={onEdit} className="max-md:hidden">
          {m.now.edit}
        </Button>
      )}
      <Button weight="main" onClick={onStop}>
        <Square aria-hidden="true" size={13} fill="currentColor" />
        {m.now.stop}
        <Kbd onAccent>t</Kbd>
      </Button>
    </div>
  );
}

export function NowCard({ view }: { view: DayView }) {
  const { running, start, stop } = useTimer();
  const isHere = view.rows.some((row) => row.kind === "entry" && row.entry.id === running?.id);
  return (
    <section aria-label={m.now.region}>
      <Card className="overflow-hidden">
        {running && (
          <Running entry={running} zone={view.zone} onEdit={isHere ? () => view.edit(running) : null} onStop={stop} />
        )}
        <LogLine view={view} onStart={start} />
      </Card>
    </section>
  );
}
