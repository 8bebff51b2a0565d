import { describe, expect, test } from "vitest";
import { exportLink, filtersOf, isFiltered, parsePair, toServer, withoutPair, withPair, withSort } from "@/features/logs/filter";
import type { Log } from "@/features/logs/model";
import { withPending } from "@/features/logs/pending";
import { isMeant, pageRule } from "@/features/logs/rule";
import type { Write } from "@/outbox/slice";

const zone = "Europe/Berlin";
const log = (id: number, fields: Partial<Log> = {}): Log => ({
  id,
  action: "backup",
  timestamp: `2026-11-21T09:00:0${id}Z`,
  metadata: null,
  status: "PENDING",
  user: 7,
  ...fields,
});

describe("the address", () => {
  test("holds the filters, and nonsense in it is no filter", () => {
    const filters = filtersOf(new URLSearchParams("action=backup&status=DONE&from=2026-11-01&to=soon&metadata.host=web1&metadata.=x&ordering=-size"));
    expect(filters).toEqual({
      action: "backup",
      status: "",
      from: "2026-11-01",
      to: "",
      metadata: [["host", "web1"]],
      sort: { key: "timestamp", isDescending: true },
    });
    expect(isFiltered(filters)).toBe(true);
    expect(isFiltered(filtersOf(new URLSearchParams("ordering=action")))).toBe(false);
  });
  test("is sorted by a press on a column, and turned around by the next", () => {
    const presses = ["action", "action", "timestamp", "timestamp"] as const;
    const seen: string[] = [];
    presses.reduce((search, key) => {
      const next = withSort(search, key);
      seen.push(next.toString());
      return next;
    }, new URLSearchParams());
    expect(seen).toEqual(["ordering=action", "ordering=-action", "", "ordering=timestamp"]);
  });
  test("takes metadata as key=value, where only the key has no =", () => {
    expect([" host = web1 ", "q=a=b", "empty=", "=x", "host"].map(parsePair)).toEqual([["host", "web1"], ["q", "a=b"], ["empty", ""], null, null]);
    const search = withPair(new URLSearchParams("action=x"), ["host", "web1"]);
    expect(search.toString()).toBe("action=x&metadata.host=web1");
    expect(withoutPair(search, "host").toString()).toBe("action=x");
  });
});

test("days are whole days of my zone, to their last microsecond", () => {
  const filters = filtersOf(new URLSearchParams("from=2026-11-01&to=2026-11-01&metadata.a%26b=c"));
  const filter = toServer(filters, zone);
  expect(filter).toEqual({ timestamp_start: "2026-10-31T23:00:00.000Z", timestamp_end: "2026-11-01T22:59:59.999999Z", metadata: [["a&b", "c"]] });
  const link = exportLink(7, "ndjson", filter, { key: "action", isDescending: false });
  expect(link).toContain("/logs/7/export/?format=ndjson&timestamp_start=2026-10-31T23%3A00%3A00.000Z");
  expect(link).toContain("metadata.a%26b=c&ordering=action");
});

test.each([
  [{ host: "web1" }, true],
  [{ host: "web2" }, false],
  [{ deep: { host: "web1" } }, false],
  [["host"], false],
  [null, false],
])("metadata %j is meant by host=web1: %j", (metadata, expected) => {
  expect(isMeant(log(1, { metadata }), { metadata: [["host", "web1"]] })).toBe(expected);
});

test("numbers, truths and null are met as they are written", () => {
  const metadata = { n: 7, ok: true, gone: null };
  expect(isMeant(log(1, { metadata }), { metadata: [["n", "7"], ["ok", "true"], ["gone", "null"]] })).toBe(true);
});

test("a page takes what lies in it, and the first what is new", () => {
  const [first, second] = [pageRule({}, null, log(5)), pageRule({}, log(5), null)];
  expect([log(9), log(5), log(4)].map((one) => [first.holds(one), second.holds(one)])).toEqual([[true, false], [true, false], [false, true]]);
  expect(pageRule({ status: "COMPLETED" }, null, null).holds(log(9))).toBe(false);
});

test("a status that was set shows at once; what came twice shows once", () => {
  const write = { key: "k", type: "log.status", target: 2, body: { status: "COMPLETED" }, at: 0, madeAt: 0 } satisfies Write;
  expect(withPending([log(3), log(2), log(2)], [write]).map(({ id, status, isPending }) => [id, status, isPending])).toEqual([
    [3, "PENDING", undefined],
    [2, "COMPLETED", true],
  ]);
});
