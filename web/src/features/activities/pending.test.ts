import { expect, test } from "vitest";
import type { Activity } from "@/features/activities/model";
import { withPending } from "@/features/activities/pending";
import type { Write } from "@/outbox/slice";

const reading: Activity = {
  id: 3,
  user: "ann",
  activity_name: "reading",
  duration: 30,
  timestamp: "2026-11-21T09:30:00Z",
  started_at: "2026-11-21T09:00:00Z",
  ended_at: "2026-11-21T09:30:00Z",
  running: false,
  note: "",
  tags: [],
};
const running: Activity = { ...reading, id: 4, activity_name: "writing", started_at: "2026-11-21T10:00:00Z", ended_at: null, running: true };
const now = Date.parse("2026-11-21T11:00:00Z");

const write = (type: string, target: number, body: object = {}): Write => ({
  key: `${type} ${target}`,
  type,
  target,
  body: body as Record<string, unknown>,
  at: now,
  madeAt: now,
});
const seen = (items: Activity[], ...writes: Write[]) =>
  withPending(items, writes, "ann").map(({ id, activity_name, running, duration }) => [id, activity_name, running, duration]);

const walk = { activity_name: "walk", started_at: "2026-11-21T10:15:00Z", ended_at: "2026-11-21T11:00:00Z" };

test("what was logged shows at once", () => {
  expect(seen([reading], write("activity.create", -1, walk))).toEqual([
    [-1, "walk", false, 45],
    [3, "reading", false, 30],
  ]);
});

test("what the stream told before the answer came shows once", () => {
  const told = { ...reading, id: 9, ...walk, started_at: "2026-11-21T10:15:00.000000Z" };
  expect(seen([told], write("activity.create", -1, walk))).toHaveLength(1);
});

test("starting stops what runs", () => {
  const start = write("timer.start", -1, { activity_name: "walk", started_at: new Date(now).toISOString() });
  expect(seen([running], start)).toEqual([
    [-1, "walk", true, 0],
    [4, "writing", false, 60],
  ]);
});

test("stopping, changing, deleting and restoring show at once", () => {
  expect(seen([running], write("timer.stop", 4))).toEqual([[4, "writing", false, 60]]);
  const later = write("activity.update", 3, { activity_name: "reading aloud", ended_at: "2026-11-21T10:00:00Z" });
  expect(seen([reading], later)).toEqual([[3, "reading aloud", false, 60]]);
  expect(seen([reading], write("activity.delete", 3))).toEqual([]);
  expect(seen([], write("activity.restore", 3, reading))).toEqual([[3, "reading", false, 30]]);
});

test("writes follow one another, also on what was made here", () => {
  const writes = [write("activity.create", -1, walk), write("activity.update", -1, { activity_name: "long walk" }), write("activity.delete", 3)];
  expect(seen([reading], ...writes)).toEqual([[-1, "long walk", false, 45]]);
});
