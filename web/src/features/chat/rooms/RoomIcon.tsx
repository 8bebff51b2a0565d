import { Hash, Lock } from "lucide-react";
import type { Room } from "@/api/schema";
import { useViewer } from "@/api/ServicesContext";
import { Initials } from "@/features/chat/presence/Initials";
import { otherOf } from "@/features/chat/rooms/titles";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

interface RoomIconProps {
  room: Room;
  title: string;
  className?: string;
}

/** A public room, a private one, or the beginning of somebody's name. */
export function RoomIcon({ room, title, className }: RoomIconProps) {
  const { id: me } = useViewer();
  if (room.direct) {
    return <Initials id={otherOf(room, me)} username={title} className={cx("size-5.5 text-[0.625rem]!", className)} />;
  }
  const Icon = room.private ? Lock : Hash;
  const words = room.private ? { role: "img", "aria-label": m.rooms.private } : { "aria-hidden": true as const };
  return <Icon {...words} size={16} strokeWidth={1.8} className={cx("mx-0.75 flex-none text-muted", className)} />;
}
