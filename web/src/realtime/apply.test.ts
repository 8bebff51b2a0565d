import { describe, expect, test } from "vitest";
import { applyEvent, type LiveEvent, type Rule, type Snapshot } from "@/realtime/apply";
import { createFeed } from "@/realtime/feed";
import { catchUp, emptyJournal, type Journal, take } from "@/realtime/journal";

interface Thing {
  id: number;
  word: string;
}

const rule: Rule<Thing> = {
  stream: "me",
  puts: ["thing_created", "thing_updated"],
  removes: ["thing_deleted"],
  holds: ({ word }) => word !== "hidden",
  order: (a, b) => b.id - a.id,
};
const at = (seq: number, epoch = "e1") => ({ epoch, seq });
const event = (seq: number, type: string, data: unknown, stream = "me") => ({ stream, seq, type, data });
const start: Snapshot<Thing> = { at: at(5), items: [{ id: 4, word: "four" }, { id: 2, word: "two" }] };
const ids = ({ items }: Snapshot<Thing>) => items.map(({ id }) => id);

describe("an event", () => {
  test("puts an object in its place", () => {
    expect(ids(applyEvent(start, event(6, "thing_created", { id: 3, word: "three" }), rule))).toEqual([4, 3, 2]);
    expect(ids(applyEvent(start, event(6, "thing_created", { id: 9, word: "nine" }), rule))).toEqual([9, 4, 2]);
  });
  test("replaces one that is there", () => {
    const next = applyEvent(start, event(6, "thing_updated", { id: 2, word: "zwei" }), rule);
    expect(next.items[1]).toEqual({ id: 2, word: "zwei" });
    expect(next.at).toEqual(at(6));
  });
  test("takes away what is gone or does not belong any more", () => {
    expect(ids(applyEvent(start, event(6, "thing_deleted", { id: 4 }), rule))).toEqual([2]);
    expect(ids(applyEvent(start, event(6, "thing_updated", { id: 4, word: "hidden" }), rule))).toEqual([2]);
  });
  test("of the past, or of another stream, changes nothing", () => {
    expect(applyEvent(start, event(5, "thing_deleted", { id: 4 }), rule)).toBe(start);
    expect(applyEvent(start, event(9, "thing_deleted", { id: 4 }, "room:general"), rule)).toBe(start);
  });
  test("of another kind only moves the position", () => {
    expect(applyEvent(start, event(6, "task_created", { id: 4 }), rule)).toEqual({ ...start, at: at(6) });
  });
  test("that answers a write of ours is applied and moves nothing", () => {
    const answer: LiveEvent = { stream: "me", seq: null, type: "thing_created", data: { id: 7, word: "seven" } };
    expect(applyEvent(start, answer, rule)).toEqual({ at: at(5), items: [{ id: 7, word: "seven" }, ...start.items] });
  });
});

describe("a collection that arrives late", () => {
  const taken = [6, 7, 8].reduce<Journal>(
    (journal, seq) => take(journal, event(seq, "thing_created", { id: seq * 10, word: "late" }))[0],
    { ...emptyJournal, at: at(5) },
  );
  test("catches up", () => {
    expect(ids(catchUp({ ...start, at: at(6) }, taken, rule) ?? start)).toEqual([80, 70, 4, 2]);
  });
  test("stays when it is ahead or its position is unknown", () => {
    const ahead = { ...start, at: at(12) };
    expect(catchUp(ahead, taken, rule)).toBe(ahead);
    const unknown = { ...start, at: null };
    expect(catchUp(unknown, taken, rule)).toBe(unknown);
  });
  test("cannot, when the journal does not reach back", () => {
    expect(catchUp({ ...start, at: at(3) }, taken, rule)).toBeNull();
  });
});

test("the journal takes each event once and in order", () => {
  const journal = { ...emptyJournal, at: at(5) };
  expect(take(journal, event(5, "x", {}))[1]).toBe("seen");
  expect(take(journal, event(7, "x", {}))[1]).toBe("gap");
  expect(take(emptyJournal, event(1, "x", {}))[1]).toBe("gap");
});

test("in any order of arrival, every collection ends as the truth", () => {
  // Snapshots are read at all positions and arrive at all later ones, with doubled events between.
  const history = [1, 2, 3, 1, 2, 3].map((id, index) =>
    event(index + 1, index < 3 ? "thing_created" : index === 4 ? "thing_deleted" : "thing_updated", { id, word: `at ${index}` }),
  );
  const truthAt = (seq: number): Snapshot<Thing> =>
    history.slice(0, seq).reduce<Snapshot<Thing>>((snapshot, next) => applyEvent(snapshot, next, rule), { at: at(0), items: [] });
  for (let readAt = 0; readAt <= history.length; readAt += 1) {
    for (let arriveAt = readAt; arriveAt <= history.length; arriveAt += 1) {
      const feed = createFeed();
      feed.arrived("me", at(0));
      for (const next of history.slice(0, arriveAt)) {
        feed.take(next);
        feed.take(next);
      }
      let mine = feed.catchUp(truthAt(readAt), rule);
      feed.listen(() => (mine = mine && feed.catchUp(mine, rule)));
      for (const next of history.slice(Math.max(0, arriveAt - 2))) feed.take(next);
      expect(mine).toEqual(truthAt(history.length));
    }
  }
});

test("the answer to a write does not undo what the stream told since", () => {
  const feed = createFeed();
  feed.arrived("me", at(5));
  const heard: LiveEvent[] = [];
  feed.listen((next) => heard.push(next));
  const since = feed.count();
  feed.take(event(6, "thing_updated", { id: 2, word: "newer" }));
  feed.answer({ stream: "me", type: "thing_updated", data: { id: 2, word: "older" } }, since);
  feed.answer({ stream: "me", type: "thing_updated", data: { id: 4, word: "other" } }, since);
  feed.answer({ stream: "me", type: "word_updated", data: { id: 2, word: "of another sort" } }, since);
  expect(heard.map(({ data }) => (data as Thing).word)).toEqual(["newer", "other", "of another sort"]);
});

test("another epoch makes all that was known stale", () => {
  const feed = createFeed();
  expect(feed.arrived("me", at(5))).toBe("first");
  expect(feed.arrived("me", at(9))).toBe("known");
  expect(feed.position("me")).toEqual(at(5));
  expect(feed.arrived("me", at(2, "e2"))).toBe("renewed");
  expect(feed.position("me")).toEqual(at(2, "e2"));
});
