// One message, with the day and the mark that stand before it. What one says in a row has one name above it.
import { Clock3 } from "lucide-react";
import { memo, useRef, useState } from "react";
import { Markdown } from "@/features/chat/markdown/Markdown";
import { lineOf } from "@/features/chat/markdown/plain";
import { DayLine, NewLine } from "@/features/chat/messages/Separators";
import type { MessageLine } from "@/features/chat/messages/lines";
import { MessageToolbar } from "@/features/chat/messages/MessageToolbar";
import type { MessageEntry } from "@/features/chat/messages/model";
import { Quote } from "@/features/chat/messages/Quote";
import { ReactionPicker } from "@/features/chat/messages/ReactionPicker";
import { Reactions } from "@/features/chat/messages/Reactions";
import { Refused } from "@/features/chat/messages/Refused";
import { canAnswer, useRoomView } from "@/features/chat/messages/RoomContext";
import { Initials } from "@/features/chat/presence/Initials";
import { exact, timeOfDay } from "@/lib/format";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

/** Asks the message that has the focus for its emojis. */
export const PICK = "daybook:pick-reaction";

function Time({ message, className }: { message: MessageEntry; className: string }) {
  const { zone } = useRoomView();
  const at = Date.parse(message.timestamp);
  return (
    <time dateTime={message.timestamp} title={exact(at, zone)} className={cx("text-xs text-muted", className)}>
      {timeOfDay(at, zone)}
    </time>
  );
}

function Words({ message }: { message: MessageEntry }) {
  const { me, zone } = useRoomView();
  if (message.deleted) return <p className="text-muted italic">{m.chat.wasDeleted}</p>;
  return (
    <div className={cx("min-w-0", message.refused && "text-muted")}>
      <Markdown text={message.content} me={me.username} />
      {message.edited_at && (
        <span title={exact(Date.parse(message.edited_at), zone)} className="text-xs text-muted">
          {m.chat.edited}
        </span>
      )}
      {message.isPending && <Clock3 role="img" aria-label={m.chat.waiting} size={13} className="ms-1 inline text-muted" />}
    </div>
  );
}

export const MessageRow = memo(function MessageRow({ line, isShown }: { line: MessageLine; isShown: boolean }) {
  const { message, day, isNew, isFirst } = line;
  const { me } = useRoomView();
  const row = useRef<HTMLElement>(null);
  const [isPicking, setPicking] = useState(false);
  const isNamed = message.mentions.includes(me.id);
  return (
    <>
      {day && <DayLine day={day} />}
      {isNew && <NewLine />}
      <article
        ref={(element) => {
          row.current = element;
          const pick = () => setPicking(canAnswer(message));
          element?.addEventListener(PICK, pick);
          return () => element?.removeEventListener(PICK, pick);
        }}
        data-row
        data-message={message.id}
        tabIndex={-1}
        aria-label={m.chat.said(message.user, message.deleted ? m.chat.wasDeleted : lineOf(message.content))}
        className={cx(
          "group relative grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-2.5 px-4 -outline-offset-2 hover:bg-sunken/50 focus-within:bg-sunken/50",
          isFirst ? "mt-1.5 pt-1 pb-0.5" : "py-0.5",
          isNamed && "bg-accent-soft/60",
          isShown && "bg-accent-soft!",
        )}
      >
        {isFirst ? (
          <Initials id={message.user_id} username={message.user} className="mt-0.5 size-9" />
        ) : (
          <Time message={message} className="invisible pt-0.5 text-end group-focus-within:visible group-hover:visible" />
        )}
        <div className="min-w-0">
          {isFirst && (
            <p className="flex items-baseline gap-2">
              <b className="truncate font-semibold">{message.user}</b>
              <Time message={message} className="flex-none" />
            </p>
          )}
          {message.reply_to != null && !message.deleted && <Quote id={message.reply_to} />}
          <Words message={message} />
          {message.refused && <Refused message={message} reason={message.refused.reason} />}
          <Reactions message={message} />
        </div>
        {!message.deleted && !message.refused && <MessageToolbar message={message} onPick={() => setPicking(true)} />}
        {isPicking && <ReactionPicker message={message} anchor={() => row.current} onClose={() => setPicking(false)} />}
      </article>
    </>
  );
});
