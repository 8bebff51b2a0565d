import { useTypists } from "@/features/chat/presence/useTyping";
import { m } from "@/lib/messages";

/** Who types. It keeps its place when nobody does, so that nothing jumps. */
export function TypingLine({ room }: { room: string }) {
  const names = useTypists(room);
  return (
    <p role="status" className="h-5.5 flex-none truncate px-4 text-xs leading-5 text-muted">
      {m.chat.typing(names)}
    </p>
  );
}
