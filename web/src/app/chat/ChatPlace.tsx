// Chat with the notifications: a mention that was read in its room is read behind the bell too.
import { useCallback, useState } from "react";
import ChatPage from "@/features/chat/ChatPage";
import { type ReadUpTo, useReadMentions } from "@/features/notifications/useReadMentions";

export default function ChatPlace() {
  const [read, setRead] = useState<ReadUpTo | null>(null);
  useReadMentions(read);
  const onRead = useCallback((room: string, message: number) => setRead({ room, message }), []);
  return <ChatPage onRead={onRead} />;
}
