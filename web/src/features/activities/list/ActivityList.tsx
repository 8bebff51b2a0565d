// The long list: pages come as they are scrolled to, only what is seen is drawn.
import { useCallback, useMemo, useState } from "react";
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
import { useWindowRows } from "@/lib/useWindowRows";
import { dayOf } from "@/lib/zone";
import { Card } from "@/ui/Card";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failed } from "@/ui/States";

const ROW_PX = 45;
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
  const list = useRoving();
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const { frame, height, measure, rows } = useWindowRows({
    count: lines.length,
    rowPx: ROW_PX,
    keyOf: (index) => lines[index]?.key ?? index,
    onNearEnd: hasNextPage && !isFetchingNextPage && !isError ? more : null,
  });

  if (!data && !isError) {
    return (
      <Card>
        <Skeleton rows={8} />
      </Card>
    );
  }
  return (
    <section ref={frame} aria-label={m.activities.list}>
      <Card>
        {lines.length > 0 && (
          <ol ref={list} className="relative" style={{ height }}>
            {rows.map(({ index, key, style }) => {
              const line = lines[index];
              return (
                line && (
                  <li key={key} ref={measure} data-index={index} className="absolute inset-x-0 top-0" style={style}>
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
