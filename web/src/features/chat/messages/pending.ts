// What the messages of a room look like with the writes that the server has not answered. Pure.
// Invariant: what was said shows once, whether its event, its answer or neither is here.
import { type MessageEntry, keyOf } from "@/features/chat/messages/model";
import type { Write } from "@/outbox/slice";

export interface Speaker {
  id: number;
  username: string;
}

export interface NewMessage {
  room: string;
  content: string;
  reply_to: number | null;
  client_id: string;
}

function said({ key, target, body, at, refusal }: Write, me: Speaker): MessageEntry {
  return {
    id: target,
    seq: Number.MAX_SAFE_INTEGER,
    user: me.username,
    user_id: me.id,
    timestamp: new Date(at).toISOString(),
    deleted: false,
    mentions: [],
    reactions: [],
    ...(body as unknown as NewMessage),
    isPending: refusal === undefined,
    ...(refusal !== undefined && { refused: { reason: refusal, write: key } }),
  };
}

/** Its place without its words. */
export function emptied<T extends MessageEntry>(message: T): T {
  return { ...message, content: "", deleted: true, edited_at: null, mentions: [], reactions: [] };
}

function reacted(message: MessageEntry, emoji: string, isOn: boolean): MessageEntry {
  const known = message.reactions.find((reaction) => reaction.emoji === emoji);
  if ((known?.mine ?? false) === isOn) return message;
  const next = { emoji, count: (known?.count ?? 0) + (isOn ? 1 : -1), mine: isOn };
  const reactions = known ? message.reactions.map((one) => (one === known ? next : one)) : [...message.reactions, next];
  return { ...message, reactions: reactions.filter(({ count }) => count > 0) };
}

function changed(message: MessageEntry, { type, body, at }: Write): MessageEntry {
  switch (type) {
    case "message.update":
      if (message.content === body.content) return message;
      return { ...message, content: String(body.content), edited_at: new Date(at).toISOString(), isPending: true };
    case "message.delete":
      return { ...emptied(message), isPending: true };
    case "message.react":
      return reacted(message, String(body.emoji), body.isOn === true);
    default:
      return message;
  }
}

/** `isAtEnd` tells whether the messages reach the end of the room, where what I say belongs. */
export function withPending(messages: MessageEntry[], writes: Write[], room: string, me: Speaker, isAtEnd: boolean): MessageEntry[] {
  const mine = writes.filter(({ type, body }) => type.startsWith("message.") && body.room === room);
  if (mine.length === 0) return messages;
  const known = new Set(messages.map(keyOf));
  const fresh = mine.filter(({ type }) => type === "message.create").map((write) => said(write, me));
  const all = isAtEnd ? [...messages, ...fresh.filter((message) => !known.has(keyOf(message)))] : messages;
  const changes = mine.filter(({ type }) => type !== "message.create");
  return changes.reduce<MessageEntry[]>((now, write) => now.map((message) => (message.id === write.target ? changed(message, write) : message)), all);
}
