import { describe, expect, test } from "vitest";
import { linesOf } from "@/features/chat/messages/lines";
import { type ChatMessage, isEmoji, keyOf, lengthOf } from "@/features/chat/messages/model";
import { firstOf, type MessagePage, partsOf } from "@/features/chat/messages/pages";
import { withPending } from "@/features/chat/messages/pending";
import { applyEvent } from "@/realtime/apply";
import { nextOf, outboxReducer, refused, type Write } from "@/outbox/slice";

const ANN = { id: 7, username: "ann" };
const BEN = { id: 8, username: "ben" };
const NOON = Date.parse("2026-11-21T11:00:00Z");

const message = (seq: number, fields: Partial<ChatMessage> = {}): ChatMessage => ({
  id: 1000 + seq,
  seq,
  room: "general",
  user: BEN.username,
  user_id: BEN.id,
  content: `words ${seq}`,
  timestamp: new Date(NOON + seq * 1000).toISOString(),
  edited_at: null,
  deleted: false,
  reply_to: null,
  client_id: null,
  mentions: [],
  reactions: [],
  ...fields,
});
const many = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
const page = (from: number, to: number, hasOlder: boolean, hasNewer: boolean): MessagePage => ({
  at: { epoch: "e1", seq: 50 },
  items: many(from, to),
  hasOlder,
  hasNewer,
});
const event = (seq: number, type: string, data: unknown) => ({ stream: "room:general", seq, type, data });
const write = (fields: Partial<Write>): Write => ({ key: "k", type: "message.create", target: -1, body: {}, at: NOON, madeAt: NOON, ...fields });

describe("pages", () => {
  const tell = (pages: MessagePage[], type: string, data: ChatMessage) =>
    partsOf({ pages, pageParams: [] }, "general").map(([part, rule]) => applyEvent(part, event(51, type, data), rule).items);
  test("join without a gap or a double: what happens to a message happens on its page alone", () => {
    const pages = [page(101, 150, true, true), page(151, 200, true, true), page(201, 230, true, false)];
    for (const seq of [101, 150, 151, 200, 201, 230]) {
      const after = tell(pages, "message_updated", message(seq, { content: "other" })).flat();
      expect(after.map((one) => one.seq)).toEqual(many(101, 230).map((one) => one.seq));
      expect(after.filter(({ content }) => content === "other").map((one) => one.seq)).toEqual([seq]);
    }
  });
  test("take what is said now at the end of the last, if that is the end of the room", () => {
    expect(tell([page(1, 5, false, false)], "message_created", message(6)).flat().at(-1)?.seq).toBe(6);
    expect(tell([page(1, 5, false, true)], "message_created", message(90)).flat().at(-1)?.seq).toBe(5);
    expect(tell([page(1, 0, false, false)], "message_created", message(1)).flat()).toHaveLength(1);
  });
  test("leave alone what is older than they reach", () => {
    expect(tell([page(101, 150, true, false)], "message_updated", message(90)).flat()).toHaveLength(50);
  });
  test("put what was told out of order in its place", () => {
    const [[part, rule] = []] = partsOf({ pages: [page(1, 5, false, false)], pageParams: [] }, "general");
    const items = [message(8), message(6), message(7)].reduce(
      (now, told) => (part && rule ? applyEvent({ ...part, items: now }, { ...event(0, "message_created", told), seq: null }, rule).items : now),
      part?.items ?? [],
    );
    expect(items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
  test("begin with all that is unread, as far as one request goes", () => {
    expect([0, 10, 100, 9000].map(firstOf)).toEqual([50, 50, 125, 500]);
  });
});

describe("what the server has not answered", () => {
  const body = { room: "general", content: "hi", reply_to: null, client_id: "c1" };
  const show = (messages: ChatMessage[], writes: Write[], isAtEnd = true) => withPending(messages, writes, "general", ANN, isAtEnd);
  test("shows at once at the end, and once when its event is there before its answer", () => {
    const waiting = [write({ body })];
    expect(show([message(1)], waiting).map(({ content, isPending }) => [content, isPending])).toEqual([["words 1", undefined], ["hi", true]]);
    const stored = message(2, { user: "ann", user_id: 7, content: "hi", client_id: "c1" });
    const both = show([message(1), stored], waiting);
    expect(both).toEqual([message(1), stored]);
    expect(both.map(keyOf).at(-1)).toBe(keyOf(show([], waiting)[0] as ChatMessage));
  });
  test("does not show in the middle of the room, nor in another", () => {
    expect(show([message(1)], [write({ body })], false)).toHaveLength(1);
    expect(show([message(1)], [write({ body: { ...body, room: "design" } })])).toHaveLength(1);
  });
  test("changes, takes away and answers what is there", () => {
    const mine = message(1, { reactions: [{ emoji: "🎉", count: 2, mine: true }] });
    const on = (type: string, fields: Record<string, unknown>) => show([mine], [write({ type, target: mine.id, body: { room: "general", ...fields } })])[0];
    expect(on("message.update", { content: "better" })).toMatchObject({ content: "better", isPending: true });
    expect(on("message.delete", {})).toMatchObject({ content: "", deleted: true, reactions: [] });
    expect(on("message.react", { emoji: "🎉", isOn: false })?.reactions).toEqual([{ emoji: "🎉", count: 1, mine: false }]);
    expect(on("message.react", { emoji: "👍", isOn: true })?.reactions.at(-1)).toEqual({ emoji: "👍", count: 1, mine: true });
    expect(on("message.react", { emoji: "🎉", isOn: true })?.reactions).toEqual(mine.reactions);
  });
  test("stays with its reason when it is refused, and holds up nothing else", () => {
    const writes = [write({ key: "a", body }), write({ key: "b", target: -1, type: "message.update" }), write({ key: "c", target: 4 })];
    const state = outboxReducer({ writes, sending: "a", isHeld: false }, refused({ key: "a", reason: "Not found." }));
    expect(show([], state.writes)[0]).toMatchObject({ content: "hi", isPending: false, refused: { reason: "Not found.", write: "a" } });
    expect(nextOf(state.writes)?.key).toBe("c");
  });
});

describe("lines", () => {
  const options = { zone: "Europe/Berlin", me: ANN.id, readSeq: null, isFromStart: true };
  const marks = (messages: ChatMessage[], more = {}) => linesOf(messages, { ...options, ...more });
  test("of one author stand together for five minutes of a day", () => {
    const later = new Date(NOON + 303_000).toISOString();
    const messages = [message(1), message(2), message(3, { timestamp: later }), message(4, { timestamp: later, ...{ user: "ann", user_id: 7 } })];
    expect(marks(messages).map(({ isFirst }) => isFirst)).toEqual([true, false, true, true]);
    expect(marks([message(1), message(2, { reply_to: 1001 })]).at(-1)?.isFirst).toBe(true);
  });
  test("begin a day where the clock of my zone does", () => {
    const midnight = (seq: number, timestamp: string) => message(seq, { timestamp });
    const messages = [midnight(1, "2026-11-21T22:59:00Z"), midnight(2, "2026-11-21T23:00:00Z")];
    expect(marks(messages).map(({ day }) => day)).toEqual(["2026-11-21", "2026-11-22"]);
    expect(marks(messages, { zone: "UTC" }).map(({ day }) => day)).toEqual(["2026-11-21", null]);
  });
  test("mark the first that is new to me, if it is here", () => {
    const at = (more: object) => marks(many(1, 9), more).findIndex(({ isNew }) => isNew);
    expect(at({ readSeq: 5 })).toBe(5);
    expect(at({ readSeq: 9 })).toBe(-1);
    expect(at({ readSeq: 0 })).toBe(0);
    expect(at({ readSeq: 0, isFromStart: false })).toBe(-1);
    const withMine = [...many(1, 5), message(6, { user_id: 7 }), message(7), message(8)];
    expect(marks(withMine, { readSeq: 5 }).map(({ isNew }) => isNew).indexOf(true)).toBe(6);
  });
  test("keep their keys when older ones come before them", () => {
    const keys = marks(many(51, 60)).map(({ key }) => key);
    expect(marks(many(1, 60)).slice(50).map(({ key }) => key)).toEqual(keys);
  });
});

test("signs are counted as the server counts them", () => {
  expect([lengthOf("👍🏽é\n "), lengthOf("")]).toEqual([3, 0]);
  expect(["👍", "👍🏽", "👩‍👩‍👧", "❤️", "é", "a", ":)", "👍 👍", ""].map(isEmoji)).toEqual([true, true, true, true, false, false, false, false, false]);
});
