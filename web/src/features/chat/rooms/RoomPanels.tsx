// What is done to the room that is open: changing it, who is in it, leaving, deleting.
import { EditRoomDialog } from "@/features/chat/rooms/EditRoomDialog";
import { EndRoomDialog } from "@/features/chat/rooms/EndRoomDialog";
import { MembersDialog } from "@/features/chat/rooms/MembersDialog";
import { useRoom } from "@/features/chat/rooms/useRooms";

interface RoomPanelsProps {
  name: string;
  panel: "edit" | "members" | "leave" | "delete";
  onClose: () => void;
}

export default function RoomPanels({ name, panel, onClose }: RoomPanelsProps) {
  const { room } = useRoom(name);
  if (!room) return null;
  if (panel === "edit") return <EditRoomDialog room={room} onClose={onClose} />;
  if (panel === "members") return <MembersDialog room={room} onClose={onClose} />;
  return <EndRoomDialog room={room} how={panel} onClose={onClose} />;
}
