import { expect, test } from "vitest";
import { parseLine } from "@/features/activities/parse";

const range = (from: string, to: string) => {
  const minutes = (clock: string) => {
    const [h = 0, min = 0] = clock.split(":").map(Number);
    return h * 60 + min;
  };
  return { from: minutes(from), to: minutes(to) };
};

test.each([
  ["reading 30m #book", "reading", ["book"], null, 30],
  ["9:15-10:00 standup", "standup", [], range("9:15", "10:00"), null],
  ["standup 9:15 – 10", "standup", [], range("9:15", "10:00"), null],
  ["1:30 review", "review", [], null, 90],
  ["1.5h", "", [], null, 90],
  ["1,5 h deep work", "deep work", [], null, 90],
  ["90m", "", [], null, 90],
  ["1h30 writing", "writing", [], null, 90],
  ["writing 1h 30m", "writing", [], null, 90],
  ["2 hours walk", "walk", [], null, 120],
  ["45 min", "", [], null, 45],
  ["night shift 23:30-0:15", "night shift", [], range("23:30", "24:15"), null],
  ["until midnight 22:00-24:00", "until midnight", [], range("22:00", "24:00"), null],
  ["read chapters 9-10", "read chapters 9-10", [], null, null],
  ["plan 2026", "plan 2026", [], null, null],
  ["5m", "", [], null, 5],
  ["0m nothing", "nothing", [], null, null],
  ["  lots   of space  ", "lots of space", [], null, null],
  ["#Buch lesen #buch #münchen", "lesen", ["buch", "münchen"], null, null],
  ["issue#12 fixed", "issue#12 fixed", [], null, null],
  ["30m 25:99", "25:99", [], null, 30],
  ["3hm", "3hm", [], null, null],
  ["", "", [], null, null],
])("%j", (text, name, tags, expectedRange, minutes) => {
  expect(parseLine(text)).toEqual({ name, tags, range: expectedRange, minutes });
});

test("only one time is taken from a line", () => {
  expect(parseLine("9:00-10:00 call 30m")).toMatchObject({ name: "call 30m", range: range("9:00", "10:00"), minutes: null });
});
