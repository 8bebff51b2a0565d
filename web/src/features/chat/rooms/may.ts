// What somebody may do to a room, as the server has it. Pure.
import type { Room } from "@/api/schema";
import type { Viewer } from "@/lib/boot";

/** Who made it, staff, and those who are left in it when its maker is gone. */
export function mayChange({ direct, created_by, members }: Room, { id, is_staff }: Pick<Viewer, "id" | "is_staff">): boolean {
  const isHeir = created_by == null && members.includes(id);
  return !direct && (created_by === id || is_staff || isHeir);
}
