// The room that is open: what is said in it, and where one writes. It begins where I stopped reading, at the message
// in the address, or at the end.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { reasonOf } from "@/api/errors";
import { useNow, useViewer, useZone } from "@/api/ServicesContext";
import { Announcer } from "@/features/chat/messages/Announcer";
import type { Begin } from "@/features/chat/messages/begin";
import { Composer, type ComposerHandle } from "@/features/chat/messages/Composer";
import { DeleteDialog } from "@/features/chat/messages/DeleteDialog";
import { type ListHandle, MessageList } from "@/features/chat/messages/MessageList";
import type { MessageEntry } from "@/features/chat/messages/model";
import { isFar } from "@/features/chat/messages/pages";
import { canEdit, RoomContext, type RoomView } from "@/features/chat/messages/RoomContext";
import { useMessageActions } from "@/features/chat/messages/useMessageActions";
import { useMessages } from "@/features/chat/messages/useMessages";
import { TypingLine } from "@/features/chat/presence/TypingLine";
import { useTellTyping } from "@/features/chat/presence/useTyping";
import { useKeys } from "@/lib/keys";
import { m } from "@/lib/messages";
import { Skeleton } from "@/ui/Skeleton";
import { Failed } from "@/ui/States";
import { notify } from "@/ui/toasts";

const MINUTE_MS = 60_000;

interface OpenRoomProps {
  room: string;
  /** What it is called for people. */
  called: string;
  /** The message to begin at. */
  target: number | null;
  /** How far I have read, and how many came since; null when I am not in the room. */
  mark: { read_seq: number; unread: number } | null;
  /** Begin at the end, whatever is unread. */
  isNewest: boolean;
  /** Somebody writes: the composer has the keyboard at once. */
  isWriting: boolean;
  /** Who may be named. */
  names: string[];
  onRead: (message: MessageEntry) => void;
  /** Leads to the end of the room. */
  onNewest: (isWriting?: boolean) => void;
}

function beginOf({ target, mark, isNewest }: Pick<OpenRoomProps, "target" | "mark" | "isNewest">): Begin {
  if (target !== null) return { at: "message", id: target };
  return mark && isFar(mark.unread) && !isNewest ? { at: "mark", seq: mark.read_seq } : { at: "end" };
}

export function OpenRoom({ room, called, target, mark, isNewest, isWriting, names, onRead, onNewest }: OpenRoomProps) {
  const me = useViewer();
  const zone = useZone();
  const now = useNow(MINUTE_MS);
  const navigate = useNavigate();
  const actions = useMessageActions(room);
  const [start] = useState(mark);
  const [begin] = useState(() => beginOf({ target, mark, isNewest }));
  const read = useMessages({ room, begin, unread: start?.unread ?? 0 });
  const { messages } = read;
  const [intent, setIntent] = useState<{ kind: "answer" | "edit"; message: MessageEntry } | null>(null);
  const [doomed, setDoomed] = useState<MessageEntry | null>(null);
  const list = useRef<ListHandle>(null);
  const composer = useRef<ComposerHandle>(null);
  const tellTyping = useTellTyping(room);

  const mean = useCallback((kind: "answer" | "edit", message: MessageEntry) => {
    setIntent({ kind, message });
    composer.current?.focus();
  }, []);
  const view = useMemo<RoomView>(
    () => ({
      room,
      called,
      me,
      zone,
      now,
      actions,
      byId: new Map(messages.map((message) => [message.id, message])),
      reply: (message) => mean("answer", message),
      edit: (message) => mean("edit", message),
      askDelete: setDoomed,
      goTo(id) {
        if (!list.current?.show(id)) void navigate(`/chat/${room}?message=${id}`);
      },
    }),
    [room, called, me, zone, now, actions, messages, mean, navigate],
  );
  // Whoever is led to a message that is not there is told so, and sees the end of the room.
  const isNowhere = target !== null && !read.isKnown && (read.error as { status?: unknown } | undefined)?.status === 400;
  useEffect(() => {
    if (!isNowhere) return;
    notify({ text: m.chat.notThere });
    onNewest();
  }, [isNowhere, onNewest]);
  const isEdit = intent?.kind === "edit";
  const send = (text: string) => {
    const isTaken = isEdit ? actions.edit(intent.message, text.trimEnd()) : actions.say(text.trimEnd(), intent?.message.id ?? null);
    if (isTaken) setIntent(null);
    if (isTaken && !isEdit && read.newer.hasMore) onNewest(true);
    return isTaken;
  };
  const editLast = () => {
    const last = messages.findLast((message) => canEdit(message, me));
    if (last) mean("edit", last);
  };
  useEffect(() => {
    if (isWriting) composer.current?.focus();
  }, [isWriting]);
  useKeys({ n: () => composer.current?.focus() }, "first");

  return (
    <RoomContext value={view}>
      {!read.isKnown && !read.isError && <Skeleton rows={8} className="flex-1 content-end px-4" />}
      {!read.isKnown && read.isError && (
        <div className="flex-1">
          <Failed reason={reasonOf(read.error)} onRetry={() => void read.refetch()} />
        </div>
      )}
      {read.isKnown && (
        <MessageList ref={list} read={read} readSeq={start?.read_seq ?? null} target={target} onRead={onRead} onNewest={onNewest} />
      )}
      <Announcer messages={messages} me={me.id} />
      <TypingLine room={room} />
      <Composer
        ref={composer}
        room={room}
        called={called}
        names={names}
        answered={isEdit ? null : (intent?.message ?? null)}
        edited={isEdit ? intent.message : null}
        onSend={send}
        onCancel={() => setIntent(null)}
        onEditLast={editLast}
        onTyping={tellTyping}
      />
      <DeleteDialog message={doomed} onClose={() => setDoomed(null)} onDelete={actions.remove} />
    </RoomContext>
  );
}
