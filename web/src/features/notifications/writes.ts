// The writes of notifications: which request each is, and which event says the same.
import { notificationsApi } from "@/features/notifications/api";
import type { WriteKinds } from "@/outbox/sender";

const { readNotifications, updateNotification } = notificationsApi.endpoints;

export const notificationWrites: WriteKinds = {
  "notification.update": {
    send: ({ key, target, body }, dispatch) =>
      dispatch(updateNotification.initiate({ id: target, body, "Idempotency-Key": key }, { track: false })),
    event: (_, data) => ({ stream: "me", type: "notification_updated", data }),
  },
  "notification.read": {
    send: ({ key }, dispatch) => dispatch(readNotifications.initiate({ "Idempotency-Key": key }, { track: false })),
    // The stream has an event for each of them; this one tells no list anything.
    event: ({ target }) => ({ stream: "me", type: "notifications_read", data: { id: target } }),
  },
};
