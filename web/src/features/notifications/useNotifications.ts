// What I was told, how much of it is unread, and what can be done to it; with what is not yet answered.
import { useCallback, useMemo } from "react";
import type { Notification } from "@/api/schema";
import { UNREAD, useListNotificationsQuery, usePageNotificationsInfiniteQuery } from "@/features/notifications/api";
import { withPending } from "@/features/notifications/pending";
import { newTarget, useOutboxDispatch, useWrites, write } from "@/outbox/write";

/** The most that a badge shows. */
export const MOST_SHOWN = 99;

/** How many are unread, or one more than a badge shows. */
export function useUnreadCount(): number {
  const { data } = useListNotificationsQuery(UNREAD);
  const writes = useWrites();
  return useMemo(() => {
    if (!data) return 0;
    const unread = withPending(data.items, writes).filter(({ read }) => !read).length;
    return data.hasMore && unread > 0 ? MOST_SHOWN + 1 : unread;
  }, [data, writes]);
}

export function useNotifications() {
  const query = usePageNotificationsInfiniteQuery(null);
  const writes = useWrites();
  const { data } = query;
  const notifications = useMemo(() => withPending(data?.pages.flatMap(({ items }) => items) ?? [], writes), [data, writes]);
  return { notifications, query };
}

export function useNotificationActions() {
  const dispatch = useOutboxDispatch();
  const mark = useCallback(
    ({ id, read }: Pick<Notification, "id" | "read">, next: boolean) => {
      if (read !== next) dispatch(write({ type: "notification.update", target: id, body: { read: next } }));
    },
    [dispatch],
  );
  const markAll = useCallback(() => void dispatch(write({ type: "notification.read", target: newTarget(), body: {} })), [dispatch]);
  return { mark, markAll };
}
