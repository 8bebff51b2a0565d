import { expect, test } from "vitest";
import { createClock } from "@/lib/clock";

test("the server's clock is taken from the quickest answer, and a small difference is none", () => {
  const local = Date.parse("2026-11-21T12:00:00Z");
  const clock = createClock(() => local);
  clock.observe("Sat, 21 Nov 2026 12:00:01 GMT", local, local + 100);
  expect(clock.now()).toBe(local);
  clock.observe("Sat, 21 Nov 2026 12:05:00 GMT", local, local + 40);
  expect(Math.round((clock.now() - local) / 1000)).toBe(300);
  clock.observe("Sat, 21 Nov 2026 13:00:00 GMT", local, local + 4000);
  expect(Math.round((clock.now() - local) / 1000)).toBe(300);
});
