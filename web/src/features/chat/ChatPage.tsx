// The place Chat: the rooms, the one that is open, who is in it. On a phone the rooms and a room are two screens.
import { useParams } from "react-router";
import { RoomList } from "@/features/chat/rooms/RoomList";
import { RoomPane } from "@/features/chat/RoomPane";
import { m } from "@/lib/messages";
import { useTabTitle } from "@/lib/title";
import { cx } from "@/ui/cx";
import { Empty } from "@/ui/States";

function NoRoom() {
  useTabTitle(m.app.title(m.chat.title));
  return (
    <div className="grid place-content-center max-md:hidden">
      <Empty title={m.chat.choose}>{m.chat.chooseHint}</Empty>
    </div>
  );
}

interface ChatPageProps {
  /** Told how far I have read in a room, by the id of the message. */
  onRead: (room: string, message: number) => void;
}

export default function ChatPage({ onRead }: ChatPageProps) {
  const { room = null } = useParams();
  return (
    <div className="grid h-full md:grid-cols-[15rem_minmax(0,1fr)] xl:grid-cols-[16rem_minmax(0,1fr)]">
      <div className={cx("overflow-y-auto border-line px-3 py-4 md:border-e", room && "max-md:hidden")}>
        {!room && <h1 className="sr-only">{m.chat.title}</h1>}
        <RoomList current={room} />
      </div>
      {room ? <RoomPane key={room} name={room} onRead={onRead} /> : <NoRoom />}
    </div>
  );
}
