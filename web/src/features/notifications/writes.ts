// The writes of notifications: which request each is, and which event says the same.
import { notificationsApi } from "@/features/notifications/api";
import type { Answered, WriteKinds } from "@/outbox/sender";

const { readNotifications, updateNotification } = notificationsApi.endpoints;

/** It was taken back meanwhile, as with the message that it told of. */
function isGone({ error }: Answered): boolean {
  return (error as { status?: unknown } | undefined)?.status === 404;
}

export const notificationWrites: WriteKinds = {
  "notification.update": {
    async send({ key, target, body }, dispatch) {
      const answer = await dispatch(updateNotification.initiate({ id: target, body, "Idempotency-Key": key }, { track: false }));
      return isGone(answer) ? { data: null } : answer;
    },
    event: ({ target }, data) => (data ? { stream: "me", type: "notification_updated", data } : { stream: "me", type: "notification_deleted", data: { id: target } }),
  },
  "notification.read": {
    send: ({ key }, dispatch) => dispatch(readNotifications.initiate({ "Idempotency-Key": key }, { track: false })),
    // The stream has an event for each of them; this one tells no list anything.
    event: ({ target }) => ({ stream: "me", type: "notifications_read", data: { id: target } }),
  },
};
