// What room this is, and what can be done to it.
import { EllipsisVertical, Search, Users } from "lucide-react";
import { lazy } from "react";
import { reasonOf } from "@/api/errors";
import type { Room } from "@/api/schema";
import { useJoinRoomMutation } from "@/features/chat/rooms/api";
import { usePanel } from "@/features/chat/rooms/panel";
import { RoomIcon } from "@/features/chat/rooms/RoomIcon";
import { useRoom, useRoomTitles } from "@/features/chat/rooms/useRooms";
import { m } from "@/lib/messages";
import { Button, buttonClass, IconButton } from "@/ui/Button";
import { MenuButton } from "@/ui/MenuButton";
import { alarm } from "@/ui/toasts";

const HeaderItems = lazy(() => import("@/features/chat/rooms/HeaderItems"));

export function RoomHeader({ room }: { room: Room }) {
  const { open } = usePanel();
  const { isMember } = useRoom(room.name);
  const title = useRoomTitles(room)(room);
  const [join, { isLoading }] = useJoinRoomMutation();
  const enter = async () => {
    const { error } = await join({ name: room.name });
    if (error) alarm({ text: reasonOf(error) });
  };
  return (
    <header className="flex min-w-0 flex-1 items-center gap-1">
      <RoomIcon room={room} title={title} />
      <div className="min-w-0 flex-1 ps-1">
        <h1 className="truncate leading-tight font-semibold">{title}</h1>
        {room.topic && (
          <p title={room.topic} className="truncate text-sm leading-tight text-muted">
            {room.topic}
          </p>
        )}
      </div>
      {!isMember && (
        <Button weight="main" disabled={isLoading} onClick={() => void enter()}>
          {m.rooms.join}
        </Button>
      )}
      {!room.direct && (
        <Button weight="bare" aria-label={m.rooms.membersOf(room.member_count)} title={m.rooms.members} onClick={() => open("members")} className="px-2! max-sm:hidden">
          <Users aria-hidden="true" size={16} />
          {room.member_count.toLocaleString("en")}
        </Button>
      )}
      <IconButton weight="bare" label={m.rooms.search} onClick={() => open("search", room.name)} className="max-sm:hidden">
        <Search aria-hidden="true" size={17} />
      </IconButton>
      <MenuButton items={HeaderItems} label={m.rooms.more} className={buttonClass("bare", true)}>
        <EllipsisVertical aria-hidden="true" size={17} />
      </MenuButton>
    </header>
  );
}
