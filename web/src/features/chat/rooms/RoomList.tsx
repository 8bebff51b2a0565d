// The rooms that I am in and the people that I talk to; what is unread stands out. Alt with an arrow goes to the next.
import { MessageSquarePlus, Search } from "lucide-react";
import { lazy, useEffect, useMemo } from "react";
import { useNavigate } from "react-router";
import { reasonOf } from "@/api/errors";
import { usePanel } from "@/features/chat/rooms/panel";
import { Panels } from "@/features/chat/rooms/Panels";
import { RoomGroup } from "@/features/chat/rooms/RoomGroup";
import { byTitle, roomPath } from "@/features/chat/rooms/titles";
import { useRooms, useRoomTitles } from "@/features/chat/rooms/useRooms";
import { useUnread } from "@/features/chat/rooms/useUnread";
import { useKeys } from "@/lib/keys";
import { m } from "@/lib/messages";
import { useRoving } from "@/lib/useRoving";
import { Button, buttonClass, IconButton } from "@/ui/Button";
import { MenuButton } from "@/ui/MenuButton";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failed } from "@/ui/States";

const NewItems = lazy(() => import("@/features/chat/rooms/NewItems"));

/** Alt with an arrow: the room above or below, also while one writes. */
function useNeighbours(names: string[], current: string | null): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || document.querySelector("[data-takes-keys]")) return;
      const here = names.indexOf(current ?? "");
      const next = names[here < 0 ? 0 : (here + by + names.length) % names.length];
      event.preventDefault();
      if (next !== undefined) void navigate(roomPath(next));
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [names, current, navigate]);
}

export function RoomList({ current }: { current: string | null }) {
  const { rooms, isKnown, isError, error, refetch } = useRooms();
  const { marks } = useUnread();
  const titleOf = useRoomTitles(rooms);
  const { open } = usePanel();
  const list = useRoving<HTMLElement>();
  const { named, direct, names } = useMemo(() => {
    const sorted = rooms.toSorted(byTitle(titleOf));
    const [direct, named] = [sorted.filter((room) => room.direct), sorted.filter((room) => !room.direct)];
    return { direct, named, names: [...named, ...direct].map(({ name }) => name) };
  }, [rooms, titleOf]);
  useNeighbours(names, current);
  useKeys({ "/": () => open("search") }, "first");
  const group = { titleOf, marks, current };
  return (
    <>
      <div className="flex items-center gap-1 ps-2.5 pb-3">
        <p aria-hidden="true" className="flex-1 text-lg font-semibold tracking-tight">
          {m.rooms.title}
        </p>
        <IconButton weight="bare" label={m.rooms.search} onClick={() => open("search")}>
          <Search aria-hidden="true" size={17} />
        </IconButton>
        <MenuButton items={NewItems} label={m.rooms.add} className={buttonClass("bare", true)}>
          <MessageSquarePlus aria-hidden="true" size={17} />
        </MenuButton>
      </div>
      {!isKnown && !isError && <Skeleton rows={5} />}
      {isError && !isKnown && <Failed reason={reasonOf(error)} onRetry={() => void refetch()} />}
      {isKnown && rooms.length === 0 && (
        <Empty title={m.rooms.none}>
          <p>{m.rooms.noneHint}</p>
          <div className="mt-3 grid gap-2">
            <Button weight="main" onClick={() => open("new")}>
              {m.rooms.new}
            </Button>
            <Button onClick={() => open("browse")}>{m.rooms.browse}</Button>
            <Button onClick={() => open("direct")}>{m.rooms.direct}</Button>
          </div>
        </Empty>
      )}
      {rooms.length > 0 && (
        <nav ref={list} aria-label={m.rooms.list} className="grid grid-cols-1 gap-4">
          <RoomGroup heading={m.rooms.rooms} rooms={named} {...group} />
          <RoomGroup heading={m.rooms.people} rooms={direct} {...group} />
        </nav>
      )}
      <Panels current={current} />
    </>
  );
}
