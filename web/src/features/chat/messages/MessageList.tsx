// The messages of a room under each other, as they come; older ones come as they are scrolled to.
import { ArrowDown } from "lucide-react";
import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useState } from "react";
import { reasonOf } from "@/api/errors";
import { linesOf } from "@/features/chat/messages/lines";
import type { MessageEntry } from "@/features/chat/messages/model";
import { MessageRow } from "@/features/chat/messages/MessageRow";
import { useRoomView } from "@/features/chat/messages/RoomContext";
import { useMessageKeys } from "@/features/chat/messages/useMessageKeys";
import type { Messages } from "@/features/chat/messages/useMessages";
import { useNewSince, useReading } from "@/features/chat/messages/useReading";
import { TOP_PX, useRoomScroll } from "@/features/chat/messages/useRoomScroll";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Empty } from "@/ui/States";

const SHOWN_MS = 2500;

export interface ListHandle {
  /** Whether it is here to be shown. */
  show(id: number): boolean;
}

interface MessageListProps {
  ref: Ref<ListHandle>;
  read: Messages;
  /** How far I had read when I came; null is all. */
  readSeq: number | null;
  /** The message that I came for. */
  target: number | null;
  onRead: (message: MessageEntry) => void;
  onNewest: () => void;
}

export function MessageList({ ref, read, readSeq, target, onRead, onNewest }: MessageListProps) {
  const { called, me, zone } = useRoomView();
  const { messages, older, newer } = read;
  const [readTo, setReadTo] = useState(0);
  const since = useNewSince(messages, readSeq, readTo);
  const isFromStart = !older.hasMore;
  const lines = useMemo(() => linesOf(messages, { zone, me: me.id, readSeq: since, isFromStart }), [messages, zone, me.id, since, isFromStart]);
  const [shown, setShown] = useState(target);
  const begin = () => {
    const index = lines.findIndex(({ message, isNew }) => (target === null ? isNew : message.id === target));
    return index < 0 ? null : ({ index, align: target === null ? "start" : "center" } as const);
  };
  const { frame, height, measure, rows, isAtEnd, seen, look, toEnd, toLine } = useRoomScroll({
    lines,
    begin: begin(),
    isWhole: !newer.hasMore,
    older,
    newer,
  });
  const tellRead = useCallback(
    (message: MessageEntry) => {
      setReadTo((before) => Math.max(before, message.seq));
      onRead(message);
    },
    [onRead],
  );
  const passed = target === null ? (messages[seen] ?? null) : null;
  const fresh = useReading({ messages, me: me.id, isAtEnd, isWhole: !newer.hasMore, seen: passed, onRead: tellRead });
  const last = messages.at(-1);
  const isMine = last?.isPending === true;

  useEffect(() => {
    if (isMine) toEnd();
  }, [isMine, last?.client_id, toEnd]);
  useEffect(() => {
    const timer = setTimeout(() => setShown(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  useImperativeHandle(
    ref,
    () => ({
      show(id) {
        const index = lines.findIndex(({ message }) => message.id === id);
        if (index < 0) return false;
        toLine(index, { align: "center" });
        setShown(id);
        requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-message="${id}"]`)?.focus({ preventScroll: true }));
        return true;
      },
    }),
    [lines, toLine, frame],
  );
  useMessageKeys(frame, messages);

  return (
    <div className="relative min-h-0 flex-1">
      {/* It scrolls, so the keyboard must reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section ref={frame} aria-label={m.chat.messages(called)} tabIndex={0} onScroll={look} className="absolute inset-0 overflow-y-auto overscroll-contain -outline-offset-2">
        {messages.length === 0 && !older.hasMore && <Empty title={m.chat.empty}>{m.chat.emptyHint}</Empty>}
        <div role="status" className="grid place-items-center px-4 text-center text-sm text-muted" style={{ height: TOP_PX, marginBottom: -TOP_PX }}>
          {older.hasMore ? <Older read={read} /> : messages.length > 0 && m.chat.start}
        </div>
        <ol className="relative [overflow-anchor:none]" style={{ height }}>
          {rows.map(({ index, key, style }) => {
            const line = lines[index];
            return (
              line && (
                <li key={key} ref={measure} data-index={index} className="absolute inset-x-0 top-0" style={style}>
                  <MessageRow line={line} isShown={shown === line.message.id} />
                </li>
              )
            );
          })}
        </ol>
      </section>
      {(fresh > 0 || !isAtEnd) && messages.length > 0 && (
        <Button
          weight={fresh > 0 ? "main" : "quiet"}
          onClick={() => (newer.hasMore ? onNewest() : toEnd())}
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full! shadow-float"
        >
          <ArrowDown aria-hidden="true" size={16} />
          {fresh > 0 ? m.chat.fresh(fresh) : m.chat.toNewest}
        </Button>
      )}
    </div>
  );
}

function Older({ read: { isError, error, retryOlder } }: { read: Messages }) {
  if (!isError) return m.chat.older;
  return (
    <span className="flex items-center gap-2">
      <span title={reasonOf(error)}>{m.chat.olderFailed}</span>
      <Button weight="bare" onClick={() => void retryOlder()}>
        {m.error.retry}
      </Button>
    </span>
  );
}
