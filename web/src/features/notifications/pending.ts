// What notifications look like with the writes that the server has not answered. Pure.
import type { Notification } from "@/api/schema";
import type { Write } from "@/outbox/slice";

function changed(notification: Notification, { type, target, body, at }: Write): Notification {
  const isMeant =
    (type === "notification.update" && target === notification.id) ||
    (type === "notification.read" && Date.parse(notification.created_at) <= at);
  return isMeant ? { ...notification, read: body.read !== false } : notification;
}

export function withPending(items: Notification[], writes: Write[]): Notification[] {
  const meant = writes.filter(({ type }) => type.startsWith("notification."));
  return meant.length === 0 ? items : items.map((item) => meant.reduce(changed, item));
}
