// What can be done to the room that is open.
import { LogOut, Pencil, Search, Trash2, Users } from "lucide-react";
import { useParams } from "react-router";
import { useViewer } from "@/api/ServicesContext";
import { mayChange } from "@/features/chat/rooms/may";
import { usePanel } from "@/features/chat/rooms/panel";
import { useRoom } from "@/features/chat/rooms/useRooms";
import { m } from "@/lib/messages";
import { MenuItem, MenuLine } from "@/ui/MenuItems";

export default function HeaderItems() {
  const { room: name = "" } = useParams();
  const { room, isMember } = useRoom(name);
  const viewer = useViewer();
  const { open } = usePanel();
  if (!room) return null;
  const isMine = mayChange(room, viewer);
  const mayLeave = isMember && !room.direct;
  return (
    <>
      <MenuItem onSelect={() => open("search", name)}>
        <Search aria-hidden="true" size={16} />
        {m.rooms.search}
      </MenuItem>
      <MenuItem onSelect={() => open("members")}>
        <Users aria-hidden="true" size={16} />
        {m.rooms.members}
      </MenuItem>
      {isMine && (
        <MenuItem onSelect={() => open("edit")}>
          <Pencil aria-hidden="true" size={16} />
          {m.rooms.edit}
        </MenuItem>
      )}
      {(mayLeave || isMine) && <MenuLine />}
      {mayLeave && (
        <MenuItem onSelect={() => open("leave")}>
          <LogOut aria-hidden="true" size={16} />
          {m.rooms.leave}
        </MenuItem>
      )}
      {isMine && (
        <MenuItem onSelect={() => open("delete")}>
          <Trash2 aria-hidden="true" size={16} />
          {m.rooms.delete}
        </MenuItem>
      )}
    </>
  );
}
