import { expect, test } from "vitest";
import { duration, longDay, relative, shortDay, stopwatch, timeOfDay } from "@/lib/format";

test("times, days and lengths as they are written in a daybook", () => {
  expect(timeOfDay(Date.parse("2026-11-21T08:05:59Z"), "Europe/Berlin")).toBe("9:05");
  expect(timeOfDay(Date.parse("2026-11-21T23:05:00Z"), "Europe/Berlin")).toBe("0:05");
  expect(longDay("2026-11-21", "2026-11-22")).toBe("Saturday, 21 November");
  expect(longDay("2025-11-21", "2026-11-22")).toBe("Friday, 21 November 2025");
  expect(shortDay("2026-11-21", "2026-11-22")).toBe("Sat 21 Nov");
  expect([0, 48, 60, 75, 372].map(duration)).toEqual(["0 min", "48 min", "1 h 00", "1 h 15", "6 h 12"]);
  expect([-5, 7_000, 84_000, 5_047_000].map(stopwatch)).toEqual(["0:00", "0:07", "1:24", "1:24:07"]);
});

test("how long ago", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  expect([20, 300, 7200, 90_000].map((seconds) => relative(now - seconds * 1000, now))).toEqual([
    "just now",
    "5 minutes ago",
    "2 hours ago",
    "yesterday",
  ]);
});
