// How much there is to be read in all, as the tab's title and the app's badge tell it.
// Invariant: a mention is one of the messages of its room; while that is unread it counts there alone.
import { useUnread } from "@/features/chat/rooms/useUnread";
import { useUnreadCount, useUnreadMentions } from "@/features/notifications/useNotifications";

export function useUnreadTotal(): number {
  const told = useUnreadCount();
  const mentions = useUnreadMentions();
  const { total, marks } = useUnread();
  const left = new Map([...marks].map(([room, { unread }]) => [room, unread]));
  const twice = mentions.filter(({ room }) => {
    const unread = left.get(room ?? "") ?? 0;
    left.set(room ?? "", unread - 1);
    return unread > 0;
  });
  return told + total - twice.length;
}
