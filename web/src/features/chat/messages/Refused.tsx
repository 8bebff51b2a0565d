import { CircleAlert } from "lucide-react";
import type { MessageEntry } from "@/features/chat/messages/model";
import { useRoomView } from "@/features/chat/messages/RoomContext";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";

/** Why the server did not take a message, and what can be done about it. */
export function Refused({ message, reason }: { message: MessageEntry; reason: string }) {
  const { actions } = useRoomView();
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-2 text-sm">
      <CircleAlert aria-hidden="true" size={14} className="flex-none text-accent" />
      <span className="font-medium text-accent">{m.chat.refused(reason)}</span>
      <Button weight="bare" onClick={() => actions.tryAgain(message)}>
        {m.chat.tryAgain}
      </Button>
      <Button weight="bare" onClick={() => actions.discard(message)}>
        {m.chat.discard}
      </Button>
    </div>
  );
}
