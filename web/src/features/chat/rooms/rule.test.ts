import { describe, expect, test } from "vitest";
import type { Room } from "@/api/schema";
import { asName } from "@/features/chat/rooms/form";
import { mayChange } from "@/features/chat/rooms/may";
import { type Mark, withMarkNews, withNews, withRead } from "@/features/chat/rooms/rule";
import { byTitle, otherOf, roomPath, titleOf } from "@/features/chat/rooms/titles";
import type { LiveEvent } from "@/realtime/apply";

const ME = 7;
const room = (fields: Partial<Room>): Room => ({ id: 1, name: "den", title: "", topic: "", private: false, direct: false, members: [7, 8], member_count: 2, created_by: 7, created_at: "", ...fields });
const told = (type: string, data: unknown, stream = "room:den"): LiveEvent => ({ stream, seq: 1, type, data });
const said = (seq: number, user_id = 8, name = "den") => told("message_created", { id: seq * 10, seq, room: name, user_id });
const mark = (last_seq: number, read_seq: number, name = "den"): Mark => ({ room: name, last_seq, read_seq, unread: last_seq - read_seq });
const after = (marks: Mark[], ...events: LiveEvent[]) => events.reduce((now, event) => withMarkNews(now, event, ME), marks);
const counts = (marks: Mark[]) => Object.fromEntries(marks.map(({ room: name, unread }) => [name, unread]));

describe("what is unread", () => {
  test("grows with what others say, in whatever order it is told, once", () => {
    expect(counts(after([], said(5)))).toEqual({ den: 1 });
    expect(counts(after([mark(4, 2)], said(6), said(5), said(6), said(5)))).toEqual({ den: 4 });
    expect(counts(after([mark(4, 2)], said(1, 8, "lab")))).toEqual({ den: 2, lab: 1 });
  });
  test("does not grow with what I say when all before it is read", () => {
    expect(counts(after([], said(5, ME)))).toEqual({ den: 0 });
    expect(counts(after([mark(5, 5)], said(6, ME), said(7)))).toEqual({ den: 1 });
    expect(counts(after([mark(5, 3)], said(6, ME)))).toEqual({ den: 3 });
  });
  test("falls when it is read elsewhere, and never rises by that", () => {
    const read = (seq: number, last: number) => told("room_read", mark(last, seq), "me");
    expect(counts(after([mark(9, 2)], read(7, 9)))).toEqual({ den: 2 });
    expect(counts(after([mark(9, 7)], read(5, 8)))).toEqual({ den: 2 });
    expect(counts(after([mark(9, 7)], read(9, 9), said(10)))).toEqual({ den: 1 });
  });
  test("goes with the room, and one that I come into is read", () => {
    expect(after([mark(9, 2), mark(3, 1, "lab")], told("room_deleted", { id: 1, name: "den" }, "me"))).toEqual([mark(3, 1, "lab")]);
    expect(counts(after([], said(4), said(5), told("room_created", room({}), "me")))).toEqual({});
  });
  test("is less by what is read here, before the server says so", () => {
    expect(counts(withRead([mark(9, 2)], "den", 6))).toEqual({ den: 3 });
    expect(counts(withRead([mark(9, 2)], "den", 99))).toEqual({ den: 0 });
    expect(counts(withRead([mark(9, 6)], "den", 2))).toEqual({ den: 3 });
    expect(withRead([mark(9, 2)], "lab", 6)).toEqual([mark(9, 2)]);
  });
  test("nothing new leaves the same marks, so that nothing is drawn anew", () => {
    const marks = [mark(9, 7)];
    expect(after(marks, said(8), told("room_read", mark(9, 7), "me"), told("room_deleted", { id: 9, name: "lab" }, "me"))).toBe(marks);
  });
});

test("what becomes of a room that is held is taken over, of another not", () => {
  const held = [room({}), room({ id: 2, name: "lab" })];
  expect(withNews(held, told("room_updated", room({ title: "The den" })))[0]?.title).toBe("The den");
  expect(withNews(held, told("room_updated", room({ id: 3 })))).toBe(held);
});

describe("what a room is called", () => {
  const nameOf = (id: number) => ({ 8: "bob", 9: "Ann" })[id] ?? `user ${id}`;
  const direct = (one: number, other: number) => room({ id: other, name: `direct-${one}-${other}`, direct: true, private: true });
  test("its title, its name, or who the other one is", () => {
    expect(titleOf(room({ title: "The den" }), ME, nameOf)).toBe("The den");
    expect(titleOf(room({}), ME, nameOf)).toBe("den");
    expect(titleOf(direct(7, 8), ME, nameOf)).toBe("bob");
    expect(otherOf(direct(3, 7), ME)).toBe(3);
    expect(otherOf({ ...direct(7, 9), members: [7] }, ME)).toBe(9);
  });
  test("sorts by title, whatever its case", () => {
    const title = (one: Room) => titleOf(one, ME, nameOf);
    const rooms = [room({ id: 1, title: "b10" }), direct(7, 9), room({ id: 2, title: "B9" }), room({ id: 3, title: "Éa" })];
    expect(rooms.toSorted(byTitle(title)).map(title)).toEqual(["Ann", "B9", "b10", "Éa"]);
  });
  test("stands in an address", () => {
    expect(roomPath("den")).toBe("/chat/den");
    expect(roomPath("den", 4)).toBe("/chat/den?message=4");
  });
});

test("a name is typed as people type", () => {
  expect(["Design team", "  a  b ", "x-y_Z9"].map(asName)).toEqual(["Design-team", "a-b-", "x-y_Z9"]);
});

test("who made a room changes it, staff does, and those who are left", () => {
  const ann = { id: 7, is_staff: false };
  expect(mayChange(room({}), ann)).toBe(true);
  expect(mayChange(room({ created_by: 8 }), ann)).toBe(false);
  expect(mayChange(room({ created_by: 8 }), { ...ann, is_staff: true })).toBe(true);
  expect(mayChange(room({ created_by: null }), ann)).toBe(true);
  expect(mayChange(room({ created_by: null, members: [8] }), ann)).toBe(false);
  expect(mayChange(room({ direct: true }), { ...ann, is_staff: true })).toBe(false);
});
