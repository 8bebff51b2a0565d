// The logs that the filters leave, with statuses that are not yet answered, and what can be done to one.
import { useCallback, useMemo } from "react";
import { useViewer } from "@/api/ServicesContext";
import { usePageLogsInfiniteQuery } from "@/features/logs/api";
import type { Sort } from "@/features/logs/filter";
import type { LogEntry, Status } from "@/features/logs/model";
import { withPending } from "@/features/logs/pending";
import { isMeant, type LogFilter } from "@/features/logs/rule";
import { m } from "@/lib/messages";
import { takeBack, useOutboxDispatch, useWrites, write } from "@/outbox/write";
import { notify } from "@/ui/toasts";

export function useLogs(filter: LogFilter, sort: Sort) {
  const { id } = useViewer();
  const query = useMemo(() => ({ user: id, filter, sort }), [id, filter, sort]);
  const { data, error, isError, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = usePageLogsInfiniteQuery(query);
  const writes = useWrites();
  const logs = useMemo(() => {
    const all = withPending(data?.pages.flatMap(({ items }) => items) ?? [], writes);
    return all.filter((log) => !log.isPending || isMeant(log, filter));
  }, [data, writes, filter]);
  return { logs, isKnown: data !== undefined, error, isError, isFetchingNextPage, hasNextPage, fetchNextPage, refetch };
}

export function useSetStatus() {
  const dispatch = useOutboxDispatch();
  return useCallback(
    (log: LogEntry, status: Status) => {
      if (status === log.status) return;
      const set = (next: Status) => dispatch(write({ type: "log.status", target: log.id, body: { status: next } }));
      const made = set(status);
      if (!made) return;
      const undo = () => {
        if (!dispatch(takeBack(made.key))) set(log.status);
      };
      notify({ text: m.logs.nowIs(log.action, m.logs.statuses[status]), action: { label: m.toast.undo, run: undo } });
    },
    [dispatch],
  );
}
