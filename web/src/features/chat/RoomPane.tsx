// One room with its head, its messages and, on a wide screen, who is in it.
import { ArrowLeft } from "lucide-react";
import { useCallback, useState } from "react";
import { Link, Navigate, useNavigate, useSearchParams } from "react-router";
import { reasonOf } from "@/api/errors";
import { useViewer } from "@/api/ServicesContext";
import type { ChatMessage, Room } from "@/api/schema";
import { OpenRoom } from "@/features/chat/messages/OpenRoom";
import { HereButton } from "@/features/chat/presence/HereButton";
import { WhoIsHere } from "@/features/chat/presence/WhoIsHere";
import { RoomHeader } from "@/features/chat/rooms/RoomHeader";
import { roomPath } from "@/features/chat/rooms/titles";
import { useMarkRead, useUnread } from "@/features/chat/rooms/useUnread";
import { useRoom, useRoomTitles } from "@/features/chat/rooms/useRooms";
import { useFollowRoom } from "@/features/chat/useFollow";
import { useLost } from "@/features/chat/useLost";
import { useMemberNames } from "@/features/chat/useMemberNames";
import { m } from "@/lib/messages";
import { useTabTitle } from "@/lib/title";
import { buttonClass } from "@/ui/Button";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failed } from "@/ui/States";

function idOf(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function Back() {
  return (
    <Link to="/chat" aria-label={m.chat.back} title={m.chat.back} className={`${buttonClass("bare", true)} md:hidden`}>
      <ArrowLeft aria-hidden="true" size={18} />
    </Link>
  );
}

interface RoomPaneProps {
  name: string;
  /** Told how far I have read, by the id of the message. */
  onRead: (room: string, message: number) => void;
}

interface ThisRoomProps extends Pick<RoomPaneProps, "onRead"> {
  room: Room;
  called: string;
  isMember: boolean;
}

function ThisRoom({ room, called, isMember, onRead }: ThisRoomProps) {
  const { name } = room;
  const [search] = useSearchParams();
  const target = idOf(search.get("message"));
  const { id: me } = useViewer();
  const { marks, isKnown } = useUnread();
  const markRead = useMarkRead();
  const navigate = useNavigate();
  const names = useMemberNames(room, me);
  const tellRead = useCallback(
    ({ id, seq }: ChatMessage) => {
      if (!isMember) return;
      markRead(name, seq);
      onRead(name, id);
    },
    [markRead, onRead, name, isMember],
  );
  // Where somebody went to the end of the room, and whether they write there.
  const [newest, setNewest] = useState<{ isWriting: boolean } | null>(null);
  const toNewest = useCallback(
    (isWriting = false) => {
      setNewest({ isWriting });
      void navigate(roomPath(name), { replace: true });
    },
    [navigate, name],
  );
  if (!isKnown) return <Skeleton rows={8} className="flex-1 content-end px-4" />;
  return (
    <OpenRoom
      key={target ?? (newest ? "newest" : "mark")}
      room={name}
      called={called}
      target={target}
      mark={marks.get(name) ?? null}
      isNewest={newest !== null}
      isWriting={newest?.isWriting ?? false}
      names={names}
      onRead={tellRead}
      onNewest={toNewest}
    />
  );
}

const NONE: Room[] = [];

/** The other one's name, in the room of two. */
function useCalled(room: Room | undefined): string | null {
  const titleOf = useRoomTitles(room ?? NONE);
  return room?.direct ? titleOf(room) : null;
}

export function RoomPane({ name, onRead }: RoomPaneProps) {
  const { room, isMember, isMissing, isError, error, refetch } = useRoom(name);
  useFollowRoom(name);
  const isLost = useLost(name, room !== undefined, isMissing);
  const called = useCalled(room) ?? m.chat.inRoom(name);
  useTabTitle(m.app.title(called));
  if (isLost) return <Navigate to="/chat" replace />;
  if (isMissing || (isError && !room)) {
    return (
      <div className="grid place-content-center">
        <h1 className="sr-only">{called}</h1>
        {isMissing ? (
          <Empty title={m.chat.gone}>
            <p>{m.chat.goneHint}</p>
            <Link to="/chat" className={`${buttonClass()} mt-3`}>
              {m.chat.toRooms}
            </Link>
          </Empty>
        ) : (
          <Failed reason={reasonOf(error)} onRetry={() => void refetch()} />
        )}
      </div>
    );
  }
  return (
    <div className="grid min-h-0 xl:grid-cols-[minmax(0,1fr)_13rem]">
      <div className="flex min-h-0 min-w-0 flex-col">
        <div className="flex min-h-14 flex-none items-center gap-1 border-b border-line px-4 max-md:ps-1">
          <Back />
          {room ? <RoomHeader room={room} /> : <Skeleton rows={1} className="flex-1" />}
          <HereButton room={name} className="xl:hidden" />
        </div>
        {room ? <ThisRoom room={room} called={called} isMember={isMember} onRead={onRead} /> : <Skeleton rows={8} className="flex-1 content-end px-4" />}
      </div>
      <div className="min-h-0 border-s border-line max-xl:hidden">
        <WhoIsHere room={name} />
      </div>
    </div>
  );
}
