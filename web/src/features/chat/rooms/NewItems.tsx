// How one comes to more rooms and people.
import { Compass, Hash, UserRound } from "lucide-react";
import { usePanel } from "@/features/chat/rooms/panel";
import { m } from "@/lib/messages";
import { MenuItem } from "@/ui/MenuItems";

export default function NewItems() {
  const { open } = usePanel();
  return (
    <>
      <MenuItem onSelect={() => open("new")}>
        <Hash aria-hidden="true" size={16} />
        {m.rooms.new}
      </MenuItem>
      <MenuItem onSelect={() => open("direct")}>
        <UserRound aria-hidden="true" size={16} />
        {m.rooms.direct}
      </MenuItem>
      <MenuItem onSelect={() => open("browse")}>
        <Compass aria-hidden="true" size={16} />
        {m.rooms.browse}
      </MenuItem>
    </>
  );
}
