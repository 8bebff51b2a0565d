import { expect, test } from "vitest";
import { parseLine } from "@/features/activities/parse";
import { placeLine } from "@/features/activities/place";

const zone = "Europe/Berlin";
const now = Date.parse("2026-11-21T13:05:40Z");
const today = { day: "2026-11-21", zone, now, isToday: true, lastEnd: null };
const yesterday = { ...today, day: "2026-11-20", isToday: false };
const utc = (text: string) => Date.parse(text);

test("a length ends now, at the minute", () => {
  expect(placeLine(parseLine("reading 30m"), today)).toEqual({ from: utc("2026-11-21T12:35Z"), to: utc("2026-11-21T13:05Z") });
});

test("a range is of the day that is looked at, in its zone", () => {
  expect(placeLine(parseLine("9:15-10:00 x"), yesterday)).toEqual({ from: utc("2026-11-20T08:15Z"), to: utc("2026-11-20T09:00Z") });
});

test("a range over midnight ends on the next day", () => {
  expect(placeLine(parseLine("23:30-0:15 x"), yesterday)).toEqual({ from: utc("2026-11-20T22:30Z"), to: utc("2026-11-20T23:15Z") });
});

test("a length on another day follows its last entry, or begins at nine", () => {
  expect(placeLine(parseLine("x 1h"), yesterday)?.from).toBe(utc("2026-11-20T08:00Z"));
  const lastEnd = utc("2026-11-20T15:20Z");
  expect(placeLine(parseLine("x 1h"), { ...yesterday, lastEnd })).toEqual({ from: lastEnd, to: utc("2026-11-20T16:20Z") });
});

test("a line without a time has no place", () => {
  expect(placeLine(parseLine("reading #book"), today)).toBeNull();
});
