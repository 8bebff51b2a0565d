// What I have not read in the rooms that I am in, with what is not yet answered; and reading on.
import { useCallback, useMemo } from "react";
import type { ReadMark } from "@/api/schema";
import { useListUnreadQuery } from "@/features/chat/rooms/api";
import { withRead } from "@/features/chat/rooms/rule";
import { useRooms } from "@/features/chat/rooms/useRooms";
import { useOutboxDispatch, useWrites, write } from "@/outbox/write";

export interface Unread {
  /** In all my rooms together. */
  total: number;
  /** How far I am in each room of mine where something was said since; a room without a mark is read. */
  marks: ReadonlyMap<string, ReadMark>;
  isKnown: boolean;
}

export function useUnread(): Unread {
  const { data, isError } = useListUnreadQuery();
  const { rooms, ...mine } = useRooms();
  const isKnown = isError || mine.isError || (data !== undefined && mine.isKnown);
  const writes = useWrites();
  return useMemo(() => {
    const reads = writes.filter(({ type }) => type === "room.read");
    const read = reads.reduce((marks, { body }) => withRead(marks, String(body.room), Number(body.seq)), data ?? []);
    const mine = new Set(rooms.map(({ name }) => name));
    const marks = new Map(read.filter(({ room }) => mine.has(room)).map((mark) => [mark.room, mark]));
    return { total: [...marks.values()].reduce((sum, { unread }) => sum + unread, 0), marks, isKnown };
  }, [data, rooms, writes, isKnown]);
}

/** Says that all up to a message was read; what was read before is not said again. */
export function useMarkRead(): (room: string, seq: number) => void {
  const dispatch = useOutboxDispatch();
  const { rooms } = useRooms();
  const { marks } = useUnread();
  return useCallback(
    (name: string, seq: number) => {
      const id = rooms.find((room) => room.name === name)?.id;
      const mark = marks.get(name);
      if (id !== undefined && mark && seq > mark.read_seq) dispatch(write({ type: "room.read", target: id, body: { room: name, seq } }));
    },
    [dispatch, rooms, marks],
  );
}
