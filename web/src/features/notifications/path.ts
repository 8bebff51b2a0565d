import type { Notification } from "@/api/schema";

/** Where the task or the message that a notification tells of is opened. */
export function placeOf({ task, room, message }: Pick<Notification, "task" | "room" | "message">): string {
  return room == null ? `/tasks?task=${task}` : `/chat/${encodeURIComponent(room)}?message=${message}`;
}

/** Whether somebody who is here sees the message that it tells of: its room is open. */
export function isOpen({ room }: Pick<Notification, "room">): boolean {
  return room != null && location.pathname === `/chat/${encodeURIComponent(room)}`;
}
