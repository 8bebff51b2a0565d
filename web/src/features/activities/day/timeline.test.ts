import { expect, test } from "vitest";
import { coloursOf } from "@/features/activities/colours";
import { lastEndOf, rowsOf, sharesOf } from "@/features/activities/day/timeline";
import type { Entry } from "@/features/activities/model";

const at = (clock: string) => Date.parse(`2026-11-21T${clock}:00Z`);
const bounds = { from: at("00:00"), to: at("23:59") + 60_000, now: at("15:00") };
let lastId = 0;

function entry(from: string, to: string | null, name = "reading", tags: string[] = []): Entry {
  const full = (clock: string) => (clock.includes("T") ? clock : `2026-11-21T${clock}:00Z`);
  return {
    id: (lastId += 1),
    user: "ann",
    activity_name: name,
    duration: 0,
    timestamp: full(from),
    started_at: full(from),
    ended_at: to && full(to),
    running: to === null,
    note: "",
    tags,
  };
}

const drawn = (entries: Entry[], now = bounds.now) =>
  rowsOf(entries, { ...bounds, now }).map((row) => {
    const clock = (at: number) => new Date(at).toISOString().slice(11, 16);
    return `${row.kind === "gap" ? "gap" : row.entry.activity_name} ${clock(row.from)}-${clock(row.to)}`;
  });

test("the latest comes first, with the gaps between", () => {
  expect(drawn([entry("09:00", "10:00", "a"), entry("11:00", "12:00", "b"), entry("12:05", null, "c")])).toEqual([
    "c 12:05-15:00",
    "b 11:00-12:00",
    "gap 10:00-11:00",
    "a 09:00-10:00",
  ]);
});

test("what has gone by since the last entry is a gap of today, not of another day", () => {
  expect(drawn([entry("09:00", "10:00", "a")])).toEqual(["gap 10:00-15:00", "a 09:00-10:00"]);
  expect(drawn([entry("09:00", "10:00", "a")], Date.parse("2026-11-25T15:00:00Z"))).toEqual(["a 09:00-10:00"]);
  expect(drawn([])).toEqual([]);
});

test("overlapping entries leave no gap", () => {
  expect(drawn([entry("09:00", "14:55", "long"), entry("10:00", "10:30", "short")])).toEqual(["short 10:00-10:30", "long 09:00-14:55"]);
});

test("what began before midnight counts from midnight, what goes on after it until then", () => {
  const night = entry("2026-11-20T22:00:00Z", "01:30", "night");
  const late = entry("23:00", "2026-11-22T02:00:00Z", "late");
  const rows = rowsOf([night, late], { ...bounds, now: Date.parse("2026-11-25T00:00:00Z") });
  expect(sharesOf(rows)).toEqual([
    { group: "night", minutes: 90 },
    { group: "late", minutes: 60 },
  ]);
  expect(rows.at(-1)).toMatchObject({ isFromBefore: true, from: bounds.from });
});

test("what ended before the day or begins after it is not drawn", () => {
  expect(drawn([entry("2026-11-20T22:00:00Z", "2026-11-20T23:00:00Z"), entry("2026-11-22T08:00:00Z", "2026-11-22T09:00:00Z")])).toEqual([]);
});

test("groups are summed by first tag, or else by name, the most first", () => {
  const rows = rowsOf([entry("09:00", "09:30", "a", ["Book", "x"]), entry("09:30", "10:30", "b", ["book"]), entry("10:30", "12:30", "mail")], bounds);
  expect(sharesOf(rows)).toEqual([
    { group: "mail", minutes: 120 },
    { group: "book", minutes: 90 },
  ]);
  expect(lastEndOf(rows)).toBe(at("12:30"));
});

test("a group keeps its colour, and six groups have six", () => {
  const groups = ["book", "mail", "daybook", "review", "team", "out"];
  expect(new Set(coloursOf(groups).values()).size).toBe(6);
  expect(coloursOf(["book"]).get("book")).toBe(coloursOf(["book"]).get("book"));
});
