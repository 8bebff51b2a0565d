// Some of my rooms under a heading.
import { memo, useId } from "react";
import { Link } from "react-router";
import type { ReadMark, Room } from "@/api/schema";
import { useViewer } from "@/api/ServicesContext";
import { usePresence } from "@/features/chat/presence/usePresence";
import { RoomIcon } from "@/features/chat/rooms/RoomIcon";
import { roomPath } from "@/features/chat/rooms/titles";
import { Unread } from "@/features/chat/rooms/Unread";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

interface RoomGroupProps {
  heading: string;
  rooms: Room[];
  titleOf: (room: Room) => string;
  marks: ReadonlyMap<string, ReadMark>;
  current: string | null;
}

interface RowProps {
  room: Room;
  title: string;
  unread: number;
  isCurrent: boolean;
}

/** The other one is about. */
function Here({ room, me }: { room: Room; me: number }) {
  const presence = usePresence(room.name);
  if (!room.direct || !presence?.users.some(({ id }) => id !== me)) return null;
  return <i role="img" aria-label={m.rooms.here} title={m.rooms.here} className="size-2 flex-none rounded-full bg-ok" />;
}

const Row = memo(function Row({ room, title, unread, isCurrent }: RowProps) {
  const { id: me } = useViewer();
  return (
    <li>
      <Link
        to={roomPath(room.name)}
        data-row
        data-room={room.name}
        aria-current={isCurrent ? "page" : undefined}
        className={cx(
          "flex min-h-8.5 items-center gap-2 rounded-md px-2 no-underline -outline-offset-2 hover:text-ink aria-[current]:bg-sunken max-md:min-h-11",
          unread > 0 || isCurrent ? "text-ink" : "text-muted",
          unread > 0 ? "font-semibold" : isCurrent && "font-medium",
        )}
      >
        <RoomIcon room={room} title={title} />
        <span className="min-w-0 truncate">{title}</span>
        <Here room={room} me={me} />
        <Unread count={unread} className="ms-auto" />
      </Link>
    </li>
  );
});

export function RoomGroup({ heading, rooms, titleOf, marks, current }: RoomGroupProps) {
  const id = useId();
  if (rooms.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="px-2.5 pb-1 text-sm font-semibold text-muted">
        {heading}
      </h2>
      <ul aria-label={heading} className="grid grid-cols-1 gap-0.5">
        {rooms.map((room) => (
          <Row key={room.id} room={room} title={titleOf(room)} unread={marks.get(room.name)?.unread ?? 0} isCurrent={room.name === current} />
        ))}
      </ul>
    </section>
  );
}
