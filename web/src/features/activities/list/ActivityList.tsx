// The long list: pages come as they are scrolled to, only what is seen is drawn.
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useState } from "react";
import { Link } from "react-router";
import { reasonOf } from "@/api/errors";
import { useNow } from "@/api/ServicesContext";
import { usePageActivitiesInfiniteQuery } from "@/features/activities/api";
import { type Filters, isFiltered } from "@/features/activities/list/filter";
import { ListRow } from "@/features/activities/list/ListRow";
import { linesOf } from "@/features/activities/list/lines";
import { type ActivityFilter, isMeant } from "@/features/activities/rule";
import { useEntries } from "@/features/activities/useEntries";
import { m } from "@/lib/messages";
import { useRoving } from "@/lib/useRoving";
import { dayOf } from "@/lib/zone";
import { Card } from "@/ui/Card";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failed } from "@/ui/States";

const ROW_PX = 45;
const NEAR_ROWS = 20;
const MINUTE_MS = 60_000;

interface ActivityListProps {
  filter: ActivityFilter;
  filters: Filters;
  zone: string;
}

function Nothing({ filters }: { filters: Filters }) {
  if (isFiltered(filters)) return <Empty title={m.activities.noMatch}>{m.activities.noMatchHint}</Empty>;
  return (
    <Empty title={m.activities.empty}>
      {m.activities.emptyHint}{" "}
      <Link to="/" className="font-medium text-accent underline underline-offset-3">
        {m.activities.emptyLink}
      </Link>
    </Empty>
  );
}

export function ActivityList({ filter, filters, zone }: ActivityListProps) {
  const { data, error, isError, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = usePageActivitiesInfiniteQuery(filter);
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const all = useEntries(items);
  const entries = useMemo(() => all.filter((entry) => !entry.isPending || isMeant(entry, filter)), [all, filter]);
  const lines = useMemo(() => linesOf(entries, { zone, hasMore: hasNextPage }), [entries, zone, hasNextPage]);
  const today = dayOf(useNow(MINUTE_MS), zone);
  const [editing, setEditing] = useState<number | null>(null);
  const [offset, setOffset] = useState(0);
  const list = useRoving();
  const virtual = useWindowVirtualizer({
    count: lines.length,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 12,
    scrollMargin: offset,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError && last > lines.length - NEAR_ROWS) void fetchNextPage();
  }, [last, lines.length, hasNextPage, isFetchingNextPage, isError, fetchNextPage]);

  if (!data && !isError) {
    return (
      <Card>
        <Skeleton rows={8} />
      </Card>
    );
  }
  return (
    <section ref={(section) => setOffset(section?.offsetTop ?? 0)} aria-label={m.activities.list}>
      <Card>
        {lines.length > 0 && (
          <ol ref={list} className="relative" style={{ height: virtual.getTotalSize() }}>
            {rows.map(({ index, key, start }) => {
              const line = lines[index];
              return (
                line && (
                  <li
                    key={key}
                    ref={virtual.measureElement}
                    data-index={index}
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${start - offset}px)` }}
                  >
                    <ListRow line={line} zone={zone} today={today} editing={editing} onEdit={setEditing} />
                  </li>
                )
              );
            })}
          </ol>
        )}
        {data && lines.length === 0 && <Nothing filters={filters} />}
        {isError && <Failed reason={reasonOf(error)} onRetry={() => void (data ? fetchNextPage() : refetch())} />}
      </Card>
      <p role="status" className="px-1 pt-2 text-sm text-muted">
        {isFetchingNextPage && m.activities.more}
        {data && !hasNextPage && entries.length > 0 && m.activities.end(entries.length)}
      </p>
    </section>
  );
}
