import type { Notification } from "@/api/schema";

/** Where the task or the message that a notification tells of is opened. */
export function placeOf({ task, room, message }: Pick<Notification, "task" | "room" | "message">): string {
  return room == null ? `/tasks?task=${task}` : `/chat/${encodeURIComponent(room)}?message=${message}`;
}
