// One log in the table: when, what, how far, and a glimpse of its metadata. A press opens it in place.
import { ChevronRight, Clock3 } from "lucide-react";
import { memo } from "react";
import { LogDetails } from "@/features/logs/LogDetails";
import type { LogEntry, Status } from "@/features/logs/model";
import { StatusButton } from "@/features/logs/Status";
import { exact, shortDay, timeWithSeconds } from "@/lib/format";
import { m } from "@/lib/messages";
import { dayOf } from "@/lib/zone";
import { cx } from "@/ui/cx";

const GLIMPSE = 160;

export const COLUMNS = "grid-cols-[1fr_auto] md:grid-cols-[9.5rem_minmax(0,1fr)_8.5rem_minmax(0,1.4fr)]";

interface LogRowProps {
  log: LogEntry;
  zone: string;
  today: string;
  rowIndex: number;
  isOpen: boolean;
  onToggle: (id: number) => void;
  onStatus: (log: LogEntry, status: Status) => void;
}

function glimpse(metadata: unknown): string {
  if (metadata === null) return "";
  const text = JSON.stringify(metadata);
  return text.length > GLIMPSE ? `${text.slice(0, GLIMPSE)}…` : text;
}

export const LogRow = memo(function LogRow({ log, zone, today, rowIndex, isOpen, onToggle, onStatus }: LogRowProps) {
  const at = Date.parse(log.timestamp);
  const day = dayOf(at, zone);
  const when = day === today ? timeWithSeconds(at, zone) : `${shortDay(day, today)}, ${timeWithSeconds(at, zone)}`;
  return (
    <div role="rowgroup" data-log={log.id} className="border-t border-line">
      <div role="row" aria-rowindex={rowIndex} className={cx("grid items-center gap-x-3 px-4 hover:bg-sunken/60", COLUMNS)}>
        <span role="cell" title={exact(at, zone)} className="text-sm text-muted max-md:order-3 max-md:-mt-1.5 max-md:ps-5.25 max-md:pb-2">
          {when}
        </span>
        <span role="cell" className="flex min-w-0 items-center">
          <button
            type="button"
            data-row
            aria-expanded={isOpen}
            aria-label={isOpen ? m.logs.close(log.action) : m.logs.open(log.action)}
            onClick={() => onToggle(log.id)}
            className="flex min-h-10.5 min-w-0 items-center gap-1.5 rounded-md py-1 text-start max-md:min-h-11"
          >
            <ChevronRight aria-hidden="true" size={15} className={cx("flex-none text-muted transition-transform duration-100", isOpen && "rotate-90")} />
            <b className="min-w-0 font-medium break-words">{log.action}</b>
          </button>
          {log.isPending && <Clock3 role="img" aria-label={m.day.waiting} size={13} className="ms-2 flex-none text-muted" />}
        </span>
        <span role="cell">
          <StatusButton log={log} onChange={(status) => onStatus(log, status)} />
        </span>
        <span role="cell" className="truncate font-mono text-xs text-muted max-md:order-4 max-md:hidden">
          {glimpse(log.metadata)}
        </span>
      </div>
      {isOpen && (
        <div role="row">
          <div role="cell">
            <LogDetails log={log} zone={zone} />
          </div>
        </div>
      )}
    </div>
  );
});
