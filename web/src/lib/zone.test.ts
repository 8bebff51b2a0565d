import { describe, expect, test } from "vitest";
import { addDays, atMinutes, dayOf, endOf, isDay, minutesOf, startOf, weekOf, zoneOf } from "@/lib/zone";

const HOUR_MS = 3_600_000;
const utc = (text: string) => Date.parse(text);

describe("days", () => {
  test.each([
    ["2026-11-21", "Europe/Berlin", 24],
    ["2026-03-29", "Europe/Berlin", 23],
    ["2026-10-25", "Europe/Berlin", 25],
    ["2026-11-01", "America/New_York", 25],
    ["2026-04-05", "Australia/Lord_Howe", 24.5],
    ["2026-11-21", "Asia/Kathmandu", 24],
  ])("%s in %s has %d hours", (day, zone, hours) => {
    expect((endOf(day, zone) - startOf(day, zone)) / HOUR_MS).toBe(hours);
    expect(dayOf(startOf(day, zone), zone)).toBe(day);
    expect(dayOf(startOf(day, zone) - 1, zone)).toBe(addDays(day, -1));
  });

  test("begin where the clocks skip midnight", () => {
    expect(dayOf(startOf("2018-11-04", "America/Sao_Paulo"), "America/Sao_Paulo")).toBe("2018-11-04");
  });

  test("are told from other text", () => {
    expect(["2026-11-21", "2026-2-1", "today", "2026-11-31"].map(isDay)).toEqual([true, false, false, false]);
  });
});

test("a wall clock that the zone skips is taken an hour later, one that it shows twice is the first", () => {
  expect(atMinutes("2026-03-29", 150, "Europe/Berlin")).toBe(utc("2026-03-29T01:30Z"));
  expect(atMinutes("2026-10-25", 150, "Europe/Berlin")).toBe(utc("2026-10-25T00:30Z"));
});

test("minutes of the day are the wall clock's", () => {
  expect(minutesOf(utc("2026-07-01T22:30Z"), "Europe/Berlin")).toBe(30);
});

test.each([
  ["2026-11-21", 47],
  ["2026-01-01", 1],
  ["2027-01-01", 53],
  ["2024-12-30", 1],
])("the week of %s is %d", (day, week) => {
  expect(weekOf(day)).toBe(week);
});

test("a profile that says UTC says nothing", () => {
  expect(zoneOf("Asia/Tokyo")).toBe("Asia/Tokyo");
  expect(zoneOf("UTC")).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone);
});
