import { Hash, Lock } from "lucide-react";
import type { Room } from "@/api/schema";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

interface RoomIconProps {
  room: Room;
  title: string;
  className?: string;
}

/** A public room, a private one, or the beginning of somebody's name. */
export function RoomIcon({ room, title, className }: RoomIconProps) {
  if (room.direct) {
    return (
      <span aria-hidden="true" className={cx("grid size-5.5 flex-none place-items-center rounded-full bg-(--c1) text-[0.625rem] font-semibold text-paper", className)}>
        {title.slice(0, 2).toUpperCase()}
      </span>
    );
  }
  const Icon = room.private ? Lock : Hash;
  const words = room.private ? { role: "img", "aria-label": m.rooms.private } : { "aria-hidden": true as const };
  return <Icon {...words} size={16} strokeWidth={1.8} className={cx("mx-0.75 flex-none text-muted", className)} />;
}
