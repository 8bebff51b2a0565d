// How messages stand under each other: days begin, what one says in a row stands together, what is new is marked. Pure.
// Invariant: a line is one message, so that older ones that come before it do not change which line is which.
import { keyOf, type MessageEntry } from "@/features/chat/messages/model";
import { type Day, dayOf, endOf, startOf } from "@/lib/zone";

const TOGETHER_MS = 5 * 60_000;

export interface MessageLine {
  key: string;
  message: MessageEntry;
  /** The day that begins with it. */
  day: Day | null;
  /** What follows is new to me. */
  isNew: boolean;
  /** Its author and time are told. */
  isFirst: boolean;
}

export interface LinesOptions {
  zone: string;
  me: number;
  /** How far I had read when I came; null when that is not known, or everything was. */
  readSeq: number | null;
  /** The first of these is the first of the room. */
  isFromStart: boolean;
}

/** Tells the day of one after another: a calendar is asked only when the day changes, for that is slow. */
function daysIn(zone: string): (at: number) => Day {
  let [day, from, to] = ["", Infinity, -Infinity];
  return (at) => {
    if (at >= from && at < to) return day;
    day = dayOf(at, zone);
    [from, to] = [startOf(day, zone), endOf(day, zone)];
    return day;
  };
}

export function linesOf(messages: MessageEntry[], { zone, me, readSeq, isFromStart }: LinesOptions): MessageLine[] {
  const dayAt = daysIn(zone);
  let before: MessageEntry | null = null;
  let dayBefore: Day | null = null;
  let isMarked = readSeq === null;
  return messages.map((message) => {
    const at = Date.parse(message.timestamp);
    const day = dayAt(at);
    const isUnread = readSeq !== null && message.seq > readSeq && message.user_id !== me;
    const isNew = !isMarked && isUnread && (isFromStart || (before !== null && before.seq <= readSeq) || before?.user_id === me);
    isMarked ||= isUnread;
    const isTogether =
      before !== null &&
      day === dayBefore &&
      !isNew &&
      message.reply_to == null &&
      before.user_id === message.user_id &&
      before.user === message.user &&
      !before.deleted &&
      !message.deleted &&
      at - Date.parse(before.timestamp) < TOGETHER_MS;
    const line = { key: keyOf(message), message, day: day === dayBefore ? null : day, isNew, isFirst: !isTogether };
    before = message;
    dayBefore = day;
    return line;
  });
}
