import { describe, expect, test } from "vitest";
import { columnsOf, movesTo } from "@/features/tasks/board/columns";
import { dueOf, dueWords, groupOf, toInstant } from "@/lib/due";
import { filtersOf, isFiltered, isMeant, says } from "@/features/tasks/filter";
import { linesOf } from "@/features/tasks/list/lines";
import type { TaskEntry } from "@/features/tasks/model";
import { withPending } from "@/features/tasks/pending";
import type { Write } from "@/outbox/slice";

const zone = "Europe/Berlin";
const today = "2026-11-21";
const now = Date.parse("2026-11-21T12:00:00Z");
const at = "2026-11-20T09:00:00Z";

function task(id: number, fields: Partial<TaskEntry> = {}): TaskEntry {
  const blank = { description: "", priority: 2, state: "open" as const, is_overdue: false, owners: [7], created_by: 7 };
  return { id, title: `task ${id}`, ...blank, created_at: at, updated_at: at, position: id * 1000, ...fields };
}
const ids = (tasks: TaskEntry[]) => tasks.map(({ id }) => id);

describe("a due date", () => {
  test.each([
    [{ day: today, minutes: null }, "today"],
    [{ day: "2026-11-22", minutes: 545 }, "tomorrow, 9:05"],
    [{ day: "2026-11-20", minutes: 0 }, "yesterday, 0:00"],
    [{ day: "2027-01-02", minutes: null }, "Sat 2 Jan 2027"],
    // The night in which clocks go forward.
    [{ day: "2027-03-28", minutes: null }, "Sun 28 Mar 2027"],
  ])("%j is kept as an instant, and told as %j", (due, words) => {
    const instant = toInstant(due, zone);
    expect(dueOf(instant, zone)).toEqual(due);
    expect(dueWords(due, today, zone)).toBe(words);
  });
  test.each([
    [null, "none"],
    ["2026-11-21T11:59:00Z", "overdue"],
    ["2026-11-21T22:59:00Z", "today"],
    ["2026-11-21T23:00:00Z", "tomorrow"],
    ["2026-11-27T12:00:00Z", "week"],
    ["2026-11-28T12:00:00Z", "later"],
  ])("%j stands under %j", (due, group) => {
    expect(groupOf(due, now, zone)).toBe(group);
  });
});

test("the list has headings, the most pressing first", () => {
  const tasks = [task(1), task(2, { due_date: "2026-11-21T20:00:00Z" }), task(3, { priority: 4 }), task(4, { due_date: at }), task(5, { due_date: "2026-11-21T20:00:00Z", priority: 3 })];
  const told = linesOf(tasks, now, zone).map((line) => (line.kind === "group" ? line.group : line.task.id));
  expect(told).toEqual(["overdue", 4, "today", 5, 2, "none", 3, 1]);
});

describe("filters", () => {
  test("are read from the address, and nonsense in it is none", () => {
    expect(filtersOf(new URLSearchParams("view=board&q=rent&category=3&priority=4&owner=shared"))).toEqual({ view: "board", q: "rent", category: 3, priority: 4, whose: "shared" });
    expect(isFiltered(filtersOf(new URLSearchParams("view=x&category=x&priority=9&owner=x&task=3")))).toBe(false);
  });
  test("find words by their beginnings, without accents", () => {
    const words = { title: "Büro-Miete zahlen", description: "für März" };
    expect(["buro miete", "ZAHL", "marz", "", "!"].map((q) => says(words, q))).toEqual([true, true, true, true, true]);
    const party = { title: "party\u{1F389}\u{1F389}! snake_case", description: "C++ — 100%" };
    expect(["\u{1F389}", "party \u{1F389}\u{1F389}", "case", "c 100", "snake case c 100"].map((q) => says(party, q))).toEqual(Array(5).fill(true));
    expect(["party\u{1F38A}", "++", "snake party c \u{1F389}", "100 c party snake case"].map((q) => says(party, q))).toEqual([false, true, true, true]);
    expect(says(party, "party snake c 100 case")).toBe(false);
    expect(["iete", "zahlen rent"].map((q) => says(words, q))).toEqual([false, false]);
  });
  test("tell mine from what is shared", () => {
    const shared = (search: string) => [task(1), task(2, { owners: [7, 8] }), task(3, { owners: [8] }), task(4, { created_by: 8 })].filter((one) => isMeant(one, filtersOf(new URLSearchParams(search)), 7));
    expect(ids(shared("owner=mine"))).toEqual([1, 2, 4]);
    expect(ids(shared("owner=shared"))).toEqual([2, 3, 4]);
  });
});

describe("the board", () => {
  test("has a card in the column of its state, placed; the last done first", () => {
    const { open, done } = columnsOf([task(2), task(1), task(3, { state: "done", completed_at: at }), task(4, { state: "done", completed_at: "2026-11-21T09:00:00Z" })]);
    expect([ids(open), ids(done)]).toEqual([[1, 2], [4, 3]]);
  });
  test("puts a card where it is let go, wherever that is, and however near the others stand", () => {
    for (const gap of [0, 1, 2, 3, 1000]) {
      const column = [1, 2, 3, 4, 5].map((id) => task(id, { position: id * gap }));
      const other = task(9, { position: 2 * gap });
      for (const moved of [...column, other]) {
        for (let index = 0; index <= column.length; index += 1) {
          const moves = movesTo(column, moved, index);
          const after = [...new Map([...column, moved].map((card) => [card.id, card])).values()].map((card) => ({
            ...card,
            position: moves.find(({ task }) => task.id === card.id)?.position ?? card.position,
          }));
          const wanted = column.filter(({ id }) => id !== moved.id);
          const here = column.indexOf(moved);
          wanted.splice(here >= 0 && here < index ? index - 1 : index, 0, moved);
          expect(ids(columnsOf(after).open), `gap ${gap}, card ${moved.id} to ${index}`).toEqual(ids(wanted));
          expect(after.every(({ position }) => Number.isSafeInteger(position))).toBe(true);
        }
      }
    }
  });
});

describe("what is not answered yet", () => {
  const write = (type: string, target: number, body: object = {}): Write => ({ key: `${type} ${target}`, type, target, body: body as Record<string, unknown>, at: now, madeAt: now });
  const seen = (items: TaskEntry[], ...writes: Write[]) => withPending(items, writes, 7).map(({ id, title, state }) => [id, title, state]);
  test("shows at once: made, changed, deleted, restored", () => {
    expect(seen([task(1)], write("task.create", -1, { title: "new" }))).toEqual([[-1, "new", "open"], [1, "task 1", "open"]]);
    expect(withPending([task(1)], [write("task.update", 1, { state: "done" })], 7)[0]).toMatchObject({ state: "done", completed_at: new Date(now).toISOString() });
    expect(seen([task(1)], write("task.delete", 1))).toEqual([]);
    expect(seen([], write("task.restore", 1, task(1)))).toEqual([[1, "task 1", "open"]]);
  });
  test("shows once when the stream told it before the answer", () => {
    const told = task(5, { title: "new", created_at: new Date(now + 400).toISOString() });
    expect(seen([told], write("task.create", -1, { title: "new" }))).toEqual([[5, "new", "open"]]);
  });
});
