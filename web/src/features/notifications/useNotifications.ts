// What I was told, how much of it is unread, and what can be done to it; with what is not yet answered.
import { useCallback, useMemo } from "react";
import type { Notification } from "@/api/schema";
import { UNREAD, useListNotificationsQuery, usePageNotificationsInfiniteQuery } from "@/features/notifications/api";
import { withPending } from "@/features/notifications/pending";
import { newTarget, useOutboxDispatch, useWrites, write } from "@/outbox/write";

/** The most that a badge shows. */
export const MOST_SHOWN = 99;

/** Those that are unread, of more than a badge shows the newest. */
function useUnread() {
  const { data } = useListNotificationsQuery(UNREAD);
  const writes = useWrites();
  const unread = useMemo(() => withPending(data?.items ?? [], writes).filter(({ read }) => !read), [data, writes]);
  return { unread, hasMore: data?.hasMore ?? false };
}

/** How many are unread, or one more than a badge shows. */
export function useUnreadCount(): number {
  const { unread, hasMore } = useUnread();
  return hasMore && unread.length > 0 ? MOST_SHOWN + 1 : unread.length;
}

/** Those that tell of messages in which I am named. */
export function useUnreadMentions(): Notification[] {
  const { unread } = useUnread();
  return useMemo(() => unread.filter(({ kind }) => kind === "mention"), [unread]);
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
