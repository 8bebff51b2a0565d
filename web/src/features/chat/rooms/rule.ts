// Which rooms a live list of those that I am in holds, and how far I have read in them. Pure and free of React.
// Invariants: what becomes of a room is told on its own stream, that it is mine or no longer on mine; a mark only moves
// forward, so that events are put to it in any order.
import type { LiveEvent, Rule } from "@/realtime/apply";

interface Named {
  id: number;
  name: string;
}

export interface Mark {
  room: string;
  /** The number of the room's last message. */
  last_seq: number;
  /** The number of the last one that I have read. */
  read_seq: number;
  unread: number;
}

interface Said {
  seq: number;
  room: string;
  user_id?: number | null;
}

export function roomRule<T extends Named>(): Rule<T> {
  return { stream: "me", puts: ["room_created"], removes: ["room_deleted"], holds: () => true, order: (a, b) => b.id - a.id };
}

export const ROOM_NEWS = ["room_updated"];

/** A room that is held, as it is now. */
export function withNews<T extends Named>(items: T[], event: LiveEvent): T[] {
  const news = event.data as T;
  return items.some(({ id }) => id === news.id) ? items.map((room) => (room.id === news.id ? news : room)) : items;
}

export const MARK_NEWS = ["message_created", "room_read", "room_created", "room_deleted"];

function put<T extends Mark>(marks: T[], room: string, news: Pick<Mark, "last_seq" | "read_seq">): T[] {
  const known = marks.find((mark) => mark.room === room);
  const last_seq = Math.max(known?.last_seq ?? 0, news.last_seq);
  const read_seq = Math.max(known?.read_seq ?? 0, news.read_seq);
  if (known && known.last_seq === last_seq && known.read_seq === read_seq) return marks;
  const mark = { ...known, room, last_seq, read_seq, unread: Math.max(0, last_seq - read_seq) } as T;
  return [...marks.filter((other) => other.room !== room), mark];
}

/** A room without a mark is read up to what is told of it; what I said myself after all that I have read is read. */
export function withMarkNews<T extends Mark>(marks: T[], { type, data }: LiveEvent, me: number): T[] {
  if (type === "message_created") {
    const { seq, room, user_id } = data as Said;
    const read = marks.find((mark) => mark.room === room)?.read_seq ?? seq - 1;
    return put(marks, room, { last_seq: seq, read_seq: user_id === me && read >= seq - 1 ? seq : read });
  }
  if (type === "room_read") return put(marks, (data as Mark).room, data as Mark);
  const { name } = data as Named;
  return marks.some(({ room }) => room === name) ? marks.filter(({ room }) => room !== name) : marks;
}

/** What is unread once this is read. */
export function withRead<T extends Mark>(marks: T[], room: string, seq: number): T[] {
  const known = marks.find((mark) => mark.room === room);
  return known ? put(marks, room, { last_seq: known.last_seq, read_seq: Math.min(seq, known.last_seq) }) : marks;
}
