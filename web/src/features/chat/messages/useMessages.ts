// The messages of a room as far as they were read, with what is not yet answered.
import { useMemo } from "react";
import { useViewer } from "@/api/ServicesContext";
import { usePageMessagesInfiniteQuery } from "@/features/chat/messages/api";
import type { Begin } from "@/features/chat/messages/begin";
import { firstOf } from "@/features/chat/messages/pages";
import { withPending } from "@/features/chat/messages/pending";
import { useWrites } from "@/outbox/write";

interface Options {
  room: string;
  begin: Begin;
  unread: number;
}

export function useMessages({ room, begin, unread }: Options) {
  const me = useViewer();
  const writes = useWrites();
  const { data, error, isError, isFetching, hasNextPage, hasPreviousPage, fetchNextPage, fetchPreviousPage, refetch } = usePageMessagesInfiniteQuery({
    room,
    begin,
    first: firstOf(unread),
  });
  const messages = useMemo(
    () => withPending(data?.pages.flatMap(({ items }) => items) ?? [], writes, room, me, !hasNextPage),
    [data, writes, room, me, hasNextPage],
  );
  return {
    messages,
    isKnown: data !== undefined,
    error,
    isError,
    refetch,
    older: { hasMore: hasPreviousPage, read: hasPreviousPage && !isFetching && !isError ? fetchPreviousPage : null },
    newer: { hasMore: hasNextPage, read: hasNextPage && !isFetching && !isError ? fetchNextPage : null },
    retryOlder: fetchPreviousPage,
  };
}

export type Messages = ReturnType<typeof useMessages>;
