// Who has read a message that names them need not be told of it any more.
// Not here: how far somebody has read in a room (the chat).
import { useEffect, useRef } from "react";
import { useNotificationActions, useUnreadMentions } from "@/features/notifications/useNotifications";

/** How far somebody has read in a room: up to the message with this id. */
export interface ReadUpTo {
  room: string;
  message: number;
}

/** Each is marked once: whoever makes it unread again, or the server that refuses it, is left alone. */
export function useReadMentions(read: ReadUpTo | null): void {
  const mentions = useUnreadMentions();
  const { mark } = useNotificationActions();
  const marked = useRef(new Set<number>());
  useEffect(() => {
    if (!read) return;
    for (const mention of mentions) {
      const isRead = mention.room === read.room && mention.message != null && mention.message <= read.message;
      if (!isRead || marked.current.has(mention.id)) continue;
      marked.current.add(mention.id);
      mark(mention, true);
    }
  }, [read, mentions, mark]);
}
