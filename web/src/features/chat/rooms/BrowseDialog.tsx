// The rooms that one may enter: found by their words, looked at, entered. More of them come as the end of those that
// are here is seen, and while too few have the words that are looked for.
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { reasonOf } from "@/api/errors";
import type { Room } from "@/api/schema";
import { usePageRoomsInfiniteQuery } from "@/features/chat/rooms/api";
import { RoomIcon } from "@/features/chat/rooms/RoomIcon";
import { byTitle, roomPath } from "@/features/chat/rooms/titles";
import { useRooms } from "@/features/chat/rooms/useRooms";
import { m } from "@/lib/messages";
import { useArrows } from "@/lib/useArrows";
import { whenSeen } from "@/lib/whenSeen";
import { Dialog } from "@/ui/Dialog";
import { inputClass } from "@/ui/Field";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failed } from "@/ui/States";

/** With fewer on the screen, more are asked for. */
const ENOUGH = 30;

const title = (room: Room) => room.title || room.name;

function says({ name, title, topic }: Room, words: string[]): boolean {
  const all = `${name} ${title} ${topic}`.toLowerCase();
  return words.every((word) => all.includes(word));
}

export default function BrowseDialog({ onClose }: { onClose: () => void }) {
  const { data, isError, error, hasNextPage, isFetching, fetchNextPage, refetch } = usePageRoomsInfiniteQuery(null);
  const { rooms: mine } = useRooms();
  const [text, setText] = useState("");
  const arrows = useArrows();
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const known = data?.pages.flatMap(({ items }) => items) ?? [];
  const rooms = known.filter((room) => !room.private && says(room, words)).toSorted(byTitle(title));
  const isMine = (room: Room) => mine.some(({ id }) => id === room.id);
  const canGoOn = hasNextPage && !isFetching && !isError;
  const isWanting = canGoOn && rooms.length < ENOUGH;
  useEffect(() => {
    if (isWanting) void fetchNextPage();
  }, [isWanting, known.length, fetchNextPage]);
  return (
    <Dialog open onClose={onClose} title={m.rooms.browse}>
      <div {...arrows} role="presentation" className="grid gap-3 px-5 pt-2 pb-4">
        <input
          type="search"
          aria-label={m.rooms.browseFilter}
          placeholder={m.rooms.browseFilter}
          value={text}
          onChange={({ target }) => setText(target.value)}
          className={inputClass}
        />
        {!data && !isError && <Skeleton rows={5} className="px-0" />}
        {data && !hasNextPage && rooms.length === 0 && <Empty title={words.length > 0 ? m.rooms.noMatch : m.rooms.noPublic}>{words.length > 0 ? m.rooms.noMatchHint : m.rooms.noPublicHint}</Empty>}
        <ul aria-label={m.rooms.browse} className="grid gap-0.5">
          {rooms.map((room) => (
            <li key={room.id}>
              <Link to={roomPath(room.name)} replace data-row className="flex items-start gap-2.5 rounded-md px-2 py-2 text-ink no-underline hover:bg-sunken">
                <RoomIcon room={room} title={title(room)} className="mt-0.5" />
                <span className="min-w-0 flex-1">
                  <span className="block font-medium break-words">{title(room)}</span>
                  {room.topic && <span className="line-clamp-2 text-sm break-words text-muted">{room.topic}</span>}
                </span>
                <span className="flex-none text-end text-sm text-muted">
                  <span className="block">{m.rooms.memberCount(room.member_count)}</span>
                  {isMine(room) && <span className="block font-medium text-ok">{m.rooms.joined}</span>}
                </span>
              </Link>
            </li>
          ))}
        </ul>
        {isError && <Failed reason={reasonOf(error)} onRetry={() => void (data ? fetchNextPage() : refetch())} />}
        {hasNextPage && !isError && (
          <p ref={canGoOn ? whenSeen(() => void fetchNextPage()) : undefined} role="status" className="py-2 text-center text-sm text-muted">
            {m.rooms.moreRooms}
          </p>
        )}
      </div>
    </Dialog>
  );
}
