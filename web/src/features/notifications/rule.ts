// Which notifications a live list holds: the newest come first. Pure and free of React: the server's tests run it too.
import type { Rule } from "@/realtime/apply";

interface Identified {
  id: number;
}

export function notificationRule<T extends Identified>(holds: (notification: T) => boolean): Rule<T> {
  return {
    stream: "me",
    puts: ["notification_created", "notification_updated"],
    removes: ["notification_deleted"],
    holds,
    order: (a, b) => b.id - a.id,
  };
}
