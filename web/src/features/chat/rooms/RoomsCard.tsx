// The rooms with messages that I have not read, on Today; nothing when all is read.
import { Link } from "react-router";
import type { Room } from "@/api/schema";
import { lineOf } from "@/features/chat/markdown/plain";
import { useFindLastMessageQuery } from "@/features/chat/rooms/api";
import { RoomIcon } from "@/features/chat/rooms/RoomIcon";
import { roomPath } from "@/features/chat/rooms/titles";
import { Unread } from "@/features/chat/rooms/Unread";
import { useRooms, useRoomTitles } from "@/features/chat/rooms/useRooms";
import { useUnread } from "@/features/chat/rooms/useUnread";
import { m } from "@/lib/messages";
import { Card } from "@/ui/Card";

const SHOWN = 5;

function Row({ room, title, unread }: { room: Room; title: string; unread: number }) {
  const last = useFindLastMessageQuery(room.name).data?.last;
  const said = last && !last.deleted ? lineOf(last.content) : "";
  return (
    <li className="border-t border-line first:border-0">
      <Link to={roomPath(room.name)} className="flex min-h-11 items-center gap-2 py-2 ps-3 pe-4 text-ink no-underline -outline-offset-2 hover:bg-sunken/60">
        <RoomIcon room={room} title={title} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-semibold">{title}</span>
          {last && said && <span className="block truncate text-sm text-muted">{room.direct ? said : m.rooms.says(last.user, said)}</span>}
        </span>
        <Unread count={unread} />
      </Link>
    </li>
  );
}

export function RoomsCard() {
  const { rooms } = useRooms();
  const { marks } = useUnread();
  const titleOf = useRoomTitles(rooms);
  const of = ({ name }: Room) => marks.get(name)?.unread ?? 0;
  // Who wrote to me alone comes first, then where most was said.
  const unread = rooms.filter((room) => of(room) > 0).toSorted((a, b) => Number(b.direct) - Number(a.direct) || of(b) - of(a));
  if (unread.length === 0) return null;
  return (
    <section aria-labelledby="unread" className="mt-6.5">
      <h2 className="mb-2 flex items-baseline text-sm font-semibold text-muted">
        <span id="unread">{m.rooms.card}</span>
        <Link to="/chat" className="ms-auto font-medium text-accent">
          {unread.length > SHOWN ? m.rooms.moreUnread(unread.length - SHOWN) : m.rooms.toChat}
        </Link>
      </h2>
      <Card>
        <ul>
          {unread.slice(0, SHOWN).map((room) => (
            <Row key={room.id} room={room} title={titleOf(room)} unread={of(room)} />
          ))}
        </ul>
      </Card>
    </section>
  );
}
