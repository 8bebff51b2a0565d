import { expect, test } from "vitest";
import { exportLink, filtersOf, isFiltered, toServer } from "@/features/activities/list/filter";
import { linesOf } from "@/features/activities/list/lines";
import type { Entry } from "@/features/activities/model";
import { withParam } from "@/lib/search";

const zone = "Europe/Berlin";

test("the address holds the filters, and nonsense in it is no filter", () => {
  const filters = filtersOf(new URLSearchParams("from=2026-11-01&to=tomorrow&name=reading&tag=%23book"));
  expect(filters).toEqual({ from: "2026-11-01", to: "", name: "reading", tag: "book" });
  expect(isFiltered(filters)).toBe(true);
  expect(isFiltered(filtersOf(new URLSearchParams("x=1")))).toBe(false);
});

test("days are whole days of my zone", () => {
  const filter = toServer({ from: "2026-11-01", to: "2026-11-01", name: "", tag: "" }, zone);
  expect(filter).toEqual({ from: "2026-10-31T23:00:00.000Z", to: "2026-11-01T23:00:00.000Z" });
  expect(exportLink("csv", { tag: "a&b" })).toBe("/api/activities/export/?format=csv&tag=a%26b");
});

test("one filter changes, the others stay", () => {
  const search = new URLSearchParams("name=reading&tag=book");
  expect(withParam(search, "name", " ").toString()).toBe("tag=book");
  expect(withParam(search, "from", "2026-11-01").toString()).toBe("name=reading&tag=book&from=2026-11-01");
});

test("entries stand under their days, the latest first; a day that may go on has no sum", () => {
  const entry = (id: number, started_at: string, duration: number) => ({ id, started_at, duration }) as Entry;
  const entries = [entry(3, "2026-11-19T09:00:00Z", 20), entry(2, "2026-11-21T09:00:00Z", 30), entry(1, "2026-11-20T23:30:00Z", 15)];
  const told = (hasMore: boolean) => linesOf(entries, { zone, hasMore }).map((line) => (line.kind === "day" ? [line.day, line.minutes] : line.entry.id));
  expect(told(false)).toEqual([["2026-11-21", 45], 2, 1, ["2026-11-19", 20], 3]);
  expect(told(true)[3]).toEqual(["2026-11-19", null]);
});
