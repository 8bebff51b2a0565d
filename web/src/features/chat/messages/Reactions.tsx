// The emojis under a message: how many, and whether I am one of them; a press is mine.
import type { MessageEntry } from "@/features/chat/messages/model";
import { useRoomView } from "@/features/chat/messages/RoomContext";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

export function Reactions({ message }: { message: MessageEntry }) {
  const { actions } = useRoomView();
  if (message.reactions.length === 0) return null;
  return (
    <div role="group" aria-label={m.chat.reactions} className="mt-1 flex flex-wrap gap-1">
      {message.reactions.map(({ emoji, count, mine }) => (
        <button
          key={emoji}
          type="button"
          aria-pressed={mine}
          aria-label={m.chat.reaction(emoji, count, mine)}
          onClick={() => actions.react(message, emoji)}
          className={cx(
            "flex min-h-7 items-center gap-1 rounded-full border px-2 text-sm max-md:min-h-9",
            mine ? "border-accent bg-accent-soft font-medium text-accent-strong" : "border-line bg-card text-muted hover:border-edge",
          )}
        >
          <span aria-hidden="true">{emoji}</span>
          <span aria-hidden="true">{count}</span>
        </button>
      ))}
    </div>
  );
}
