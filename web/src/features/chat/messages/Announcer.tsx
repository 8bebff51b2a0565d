import { useState } from "react";
import { glimpse } from "@/features/chat/messages/Quote";
import type { MessageEntry } from "@/features/chat/messages/model";
import { m } from "@/lib/messages";

/** Tells those who hear the page what somebody just said. */
export function Announcer({ messages, me }: { messages: MessageEntry[]; me: number }) {
  const last = messages.findLast(({ id, user_id }) => id > 0 && user_id !== me);
  const [first, setFirst] = useState<number>();
  if (first === undefined && messages.length > 0) setFirst(last?.seq ?? 0);
  const isFresh = last !== undefined && first !== undefined && last.seq > first && !last.deleted;
  return (
    <p aria-live="polite" className="sr-only">
      {isFresh && m.chat.said(last.user, glimpse(last))}
    </p>
  );
}
