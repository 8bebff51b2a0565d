// The writes of messages: which request each is, and which event says the same. The `room` in a body says where it goes.
import { schema } from "@/api/schema";
import type { ChatMessage } from "@/features/chat/messages/model";
import { emptied, type NewMessage } from "@/features/chat/messages/pending";
import type { WriteKind, WriteKinds } from "@/outbox/sender";

const { createMessage, updateMessage, deleteMessage, putReaction, deleteReaction } = schema.endpoints;
const untracked = { track: false } as const;

const put =
  (type: string): WriteKind["event"] =>
  ({ body }, data) => ({ stream: `room:${String(body.room)}`, type, data });

export const messageWrites: WriteKinds = {
  "message.create": {
    send({ key, body }, dispatch) {
      const { room, ...message } = body as unknown as NewMessage;
      return dispatch(createMessage.initiate({ name: room, body: message, "Idempotency-Key": key }, untracked));
    },
    event: put("message_created"),
    staysRefused: true,
  },
  "message.update": {
    send: ({ key, target, body: { room, content } }, dispatch) =>
      dispatch(updateMessage.initiate({ name: String(room), id: target, body: { content: String(content) }, "Idempotency-Key": key }, untracked)),
    event: put("message_updated"),
  },
  "message.delete": {
    send: ({ key, target, body: { room } }, dispatch) =>
      dispatch(deleteMessage.initiate({ name: String(room), id: target, "Idempotency-Key": key }, untracked)),
    // Its answer is empty; what is left of it is known.
    event: (write) => put("message_deleted")(write, emptied(write.body.message as ChatMessage)),
  },
  "message.react": {
    send({ key, target, body: { room, emoji, isOn } }, dispatch) {
      const reaction = { name: String(room), id: target, emoji: encodeURIComponent(String(emoji)), "Idempotency-Key": key };
      return dispatch((isOn ? putReaction : deleteReaction).initiate(reaction, untracked));
    },
    event: put("message_updated"),
  },
};
