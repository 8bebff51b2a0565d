// The table: pages come as they are scrolled to, only what is seen is drawn, what is new comes on top.
import { useCallback, useState } from "react";
import { reasonOf } from "@/api/errors";
import { useNow } from "@/api/ServicesContext";
import { type Filters, isFiltered, isNewestFirst } from "@/features/logs/filter";
import { LogHead } from "@/features/logs/LogHead";
import { LogRow } from "@/features/logs/LogRow";
import { STATUSES } from "@/features/logs/model";
import { NoLogs } from "@/features/logs/NoLogs";
import type { LogFilter } from "@/features/logs/rule";
import { TailBar } from "@/features/logs/TailBar";
import { useLogs, useSetStatus } from "@/features/logs/useLogs";
import { useTail } from "@/features/logs/useTail";
import { useKeys } from "@/lib/keys";
import { m } from "@/lib/messages";
import { useRoving } from "@/lib/useRoving";
import { useWindowRows } from "@/lib/useWindowRows";
import { dayOf } from "@/lib/zone";
import { Card } from "@/ui/Card";
import { Skeleton } from "@/ui/Skeleton";
import { Failed } from "@/ui/States";

const ROW_PX = 43;
const MINUTE_MS = 60_000;

interface LogTableProps {
  filter: LogFilter;
  filters: Filters;
  zone: string;
}

export function LogTable({ filter, filters, zone }: LogTableProps) {
  const { sort } = filters;
  const { logs, isKnown, error, isError, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = useLogs(filter, sort);
  const tail = useTail(logs, isNewestFirst(sort));
  const { shown } = tail;
  const setStatus = useSetStatus();
  const today = dayOf(useNow(MINUTE_MS), zone);
  const [open, setOpen] = useState<number | null>(null);
  const toggle = useCallback((id: number) => setOpen((now) => (now === id ? null : id)), []);
  const table = useRoving<HTMLDivElement>();
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const { frame, height, measure, rows } = useWindowRows({
    count: shown.length,
    rowPx: ROW_PX,
    keyOf: (index) => shown[index]?.id ?? index,
    onNearEnd: hasNextPage && !isFetchingNextPage && !isError ? more : null,
  });
  const setHere = (at: number) => () => {
    const id = Number(document.activeElement?.closest<HTMLElement>("[data-log]")?.dataset.log);
    const [log, status] = [shown.find((other) => other.id === id), STATUSES[at]];
    if (log && status) setStatus(log, status);
  };
  useKeys({ 1: setHere(0), 2: setHere(1), 3: setHere(2), p: tail.isPaused ? tail.goOn : tail.pause });

  if (!isKnown && !isError) {
    return (
      <Card>
        <Skeleton rows={8} />
      </Card>
    );
  }
  return (
    <>
      {isNewestFirst(sort) && <TailBar tail={tail} />}
      <Card>
        {shown.length > 0 && (
          <div role="table" ref={table} aria-label={m.logs.table} aria-rowcount={hasNextPage ? -1 : shown.length + 1}>
            <LogHead sort={sort} />
            <div ref={frame} role="presentation" className="relative" style={{ height }}>
              {rows.map(({ index, key, style }) => {
                const log = shown[index];
                return (
                  log && (
                    <div key={key} ref={measure} role="presentation" data-index={index} className="absolute inset-x-0 top-0" style={style}>
                      <LogRow log={log} zone={zone} today={today} rowIndex={index + 2} isOpen={open === log.id} onToggle={toggle} onStatus={setStatus} />
                    </div>
                  )
                );
              })}
            </div>
          </div>
        )}
        {isKnown && shown.length === 0 && <NoLogs isFiltered={isFiltered(filters)} />}
        {isError && <Failed reason={reasonOf(error)} onRetry={() => void (isKnown ? fetchNextPage() : refetch())} />}
      </Card>
      <p role="status" className="px-1 pt-2 text-sm text-muted">
        {isFetchingNextPage && m.logs.more}
        {isKnown && !hasNextPage && shown.length > 0 && m.logs.end(shown.length)}
      </p>
    </>
  );
}
