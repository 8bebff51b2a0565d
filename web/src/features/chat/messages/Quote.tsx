// What a message answers, in a line above it; a press leads there.
import { CornerUpRight } from "lucide-react";
import { lineOf } from "@/features/chat/markdown/plain";
import { useFindMessageQuery } from "@/features/chat/messages/api";
import type { ChatMessage } from "@/features/chat/messages/model";
import { useRoomView } from "@/features/chat/messages/RoomContext";
import { m } from "@/lib/messages";

const GLIMPSE = 140;

export function glimpse({ content, deleted }: ChatMessage): string {
  return deleted ? m.chat.answersDeleted : Array.from(lineOf(content)).slice(0, GLIMPSE).join("");
}

export function Quote({ id }: { id: number }) {
  const { room, byId, goTo } = useRoomView();
  const held = byId.get(id);
  const { data, isError } = useFindMessageQuery({ name: room, id }, { skip: held !== undefined });
  const quoted = held ?? data;
  return (
    <button
      type="button"
      onClick={() => goTo(id)}
      disabled={!quoted}
      className="mb-0.5 flex max-w-full items-center gap-1.5 rounded-md text-start text-sm text-muted enabled:hover:text-ink max-md:min-h-7"
    >
      <CornerUpRight aria-hidden="true" size={14} className="flex-none" />
      <span className="sr-only">{m.chat.answers}</span>
      {quoted && <b className="flex-none font-medium">{quoted.user}</b>}
      <span className="truncate">{quoted ? glimpse(quoted) : isError && m.chat.answersUnknown}</span>
    </button>
  );
}
