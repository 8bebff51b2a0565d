// What happened to my account, live, the latest first; filtered by the address.
import { Trash2 } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { reasonOf } from "@/api/errors";
import { useNow, useZone } from "@/api/ServicesContext";
import { type HistoryFilter, type HistoryRecord, useDeleteHistoryRecordMutation, usePageHistoryInfiniteQuery } from "@/features/profile/api";
import { detailsOf } from "@/features/profile/details";
import { HistoryFilters } from "@/features/profile/HistoryFilters";
import { dayAndTime, exact } from "@/lib/format";
import { m } from "@/lib/messages";
import { useTabTitle } from "@/lib/title";
import { useRoving } from "@/lib/useRoving";
import { useWindowRows } from "@/lib/useWindowRows";
import { dayOf, endOf, isDay, startOf } from "@/lib/zone";
import { Button, IconButton } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { cx } from "@/ui/cx";
import { Dialog } from "@/ui/Dialog";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failed } from "@/ui/States";
import { alarm, notify } from "@/ui/toasts";

const ROW_PX = 53;
const MINUTE_MS = 60_000;

function filterOf(search: URLSearchParams, zone: string): HistoryFilter {
  const type = search.get("activity_type") ?? "";
  const [from, to] = [search.get("from") ?? "", search.get("to") ?? ""];
  return {
    ...(type in m.history.types && { activity_type: type }),
    ...(isDay(from) && { from: new Date(startOf(from, zone)).toISOString() }),
    ...(isDay(to) && { to: new Date(endOf(to, zone)).toISOString() }),
  };
}

function Row({ record, zone, today, onDelete }: { record: HistoryRecord; zone: string; today: string; onDelete: () => void }) {
  const at = Date.parse(record.timestamp);
  const what = m.history.types[record.activity_type] ?? record.activity_type;
  const details = detailsOf(record.details);
  return (
    <div className="group flex items-center gap-3 py-2 ps-4 pe-1.5">
      <time dateTime={record.timestamp} title={exact(at, zone)} className="w-32 flex-none text-sm text-muted max-md:w-14">
        {dayAndTime(at, zone, today)}
      </time>
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{what}</p>
        {details && <p className="text-sm break-words text-muted">{details}</p>}
      </div>
      <IconButton
        data-row
        weight="bare"
        label={m.history.delete(what)}
        onClick={onDelete}
        className="pointer-fine:opacity-0 pointer-fine:group-focus-within:opacity-100 pointer-fine:group-hover:opacity-100"
      >
        <Trash2 aria-hidden="true" size={16} />
      </IconButton>
    </div>
  );
}

function HistoryList({ filter, zone }: { filter: HistoryFilter; zone: string }) {
  const { data, error, isError, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = usePageHistoryInfiniteQuery(filter);
  const records = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const today = dayOf(useNow(MINUTE_MS), zone);
  const [asked, setAsked] = useState<HistoryRecord | null>(null);
  const [deleteRecord] = useDeleteHistoryRecordMutation();
  const list = useRoving();
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const { frame, height, measure, rows } = useWindowRows({
    count: records.length,
    rowPx: ROW_PX,
    keyOf: (index) => records[index]?.id ?? index,
    onNearEnd: hasNextPage && !isFetchingNextPage && !isError ? more : null,
  });
  const remove = async () => {
    if (!asked) return;
    setAsked(null);
    const { error } = await deleteRecord({ id: asked.id });
    if (error) alarm({ text: reasonOf(error) });
    else notify({ text: m.history.deleted });
  };
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <section ref={frame} aria-label={m.history.list}>
      <Card>
        {!data && !isError && <Skeleton rows={6} />}
        {records.length > 0 && (
          <ol ref={list} className="relative overflow-hidden" style={{ height }}>
            {rows.map(({ index, key, style }) => {
              const record = records[index];
              return (
                record && (
                  <li key={key} ref={measure} data-index={index} className={cx("absolute inset-x-0 top-0", index > 0 && "border-t border-line")} style={style}>
                    <Row record={record} zone={zone} today={today} onDelete={() => setAsked(record)} />
                  </li>
                )
              );
            })}
          </ol>
        )}
        {data && records.length === 0 && <Empty title={isFiltered ? m.history.noMatch : m.history.empty}>{isFiltered && m.history.noMatchHint}</Empty>}
        {isError && <Failed reason={reasonOf(error)} onRetry={() => void (data ? fetchNextPage() : refetch())} />}
      </Card>
      <p role="status" className="px-1 pt-2 text-sm text-muted">
        {isFetchingNextPage && m.history.more}
        {data && !hasNextPage && records.length > 0 && m.history.end(records.length)}
      </p>
      <Dialog open={asked !== null} onClose={() => setAsked(null)} title={m.history.deleteTitle}>
        <div className="grid gap-4 px-5 pt-1 pb-5">
          <p>{m.history.deleteAsk}</p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsked(null)}>{m.history.keep}</Button>
            <Button weight="main" onClick={() => void remove()}>
              {m.history.deleteIt}
            </Button>
          </div>
        </div>
      </Dialog>
    </section>
  );
}

export default function HistoryPage() {
  const zone = useZone();
  const [search] = useSearchParams();
  const filter = useMemo(() => filterOf(search, zone), [search, zone]);
  useTabTitle(m.app.title(m.history.title));
  return (
    <div className="max-w-3xl">
      <h1 className="text-xl font-semibold tracking-tight md:text-2xl">{m.history.title}</h1>
      <p className="mb-4 text-muted">{m.history.hint}</p>
      <HistoryFilters />
      <HistoryList key={JSON.stringify(filter)} filter={filter} zone={zone} />
    </div>
  );
}
