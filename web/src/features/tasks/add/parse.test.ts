import { describe, expect, test } from "vitest";
import { parseTask, type TaskLine } from "@/features/tasks/add/parse";

// A Saturday.
const today = "2026-11-21";
const nothing: TaskLine = { title: "", due: null, priority: null, category: null, people: [] };
const due = (day: string, minutes: number | null = null) => ({ day, minutes });

test.each<[string, Partial<TaskLine>]>([
  ["pay rent fri !high #home @ann", { title: "pay rent", due: due("2026-11-27"), priority: 3, category: "home", people: ["ann"] }],
  ["call Lea tomorrow 17:30", { title: "call Lea", due: due("2026-11-22", 17 * 60 + 30) }],
  ["report by friday at 5pm", { title: "report", due: due("2026-11-27", 17 * 60) }],
  ["12am in the night", { title: "in the night", due: due(today, 0) }],
  ["water plants saturday", { title: "water plants", due: due("2026-11-28") }],
  ["next mon standup", { title: "standup", due: due("2026-11-23") }],
  ["plan next week", { title: "plan", due: due("2026-11-28") }],
  ["renew in 3 days", { title: "renew", due: due("2026-11-24") }],
  ["renew in 2 weeks", { title: "renew", due: due("2026-12-05") }],
  ["taxes 31 may", { title: "taxes", due: due("2027-05-31") }],
  ["party nov 30", { title: "party", due: due("2026-11-30") }],
  ["leap 29 feb", { title: "leap", due: due("2028-02-29") }],
  ["ship 2026-12-24", { title: "ship", due: due("2026-12-24") }],
  ["!4 fire", { title: "fire", priority: 4 }],
  ["fire !!!", { title: "fire", priority: 4 }],
  ["shout! now", { title: "shout! now" }],
  ["!high !low both", { title: "!low both", priority: 3 }],
  ["#a #b two", { title: "#b two", category: "a" }],
  ["@ann @bob @ann share", { title: "share", people: ["ann", "bob"] }],
  ["mail ann@example.com", { title: "mail ann@example.com" }],
  ["fri fri", { title: "fri", due: due("2026-11-27") }],
  ["look at it on the table", { title: "look at it on the table" }],
  ["31 feb is no day", { title: "31 feb is no day" }],
  ["25:00 is no time", { title: "25:00 is no time" }],
  ["in 3 boxes", { title: "in 3 boxes" }],
  ["   ", {}],
])("%j", (text, said) => {
  expect(parseTask(text, today)).toEqual({ ...nothing, ...said });
});

describe("for every line", () => {
  const TITLES = ["pay rent", "look at it", "a", "über Straße 9", "1 2 3", "!important - no", "mail a@b.c"];
  const DUES = [null, ["today", due(today)], ["by tomorrow", due("2026-11-22")], ["2026-12-31", due("2026-12-31")], ["sun 9:05", due("2026-11-22", 545)]] as const;
  const PRIORITIES = [null, ["!low", 1], ["!medium", 2], ["!3", 3], ["!urgent", 4]] as const;
  const REST = [[null, []], ["#home", []], [null, ["ann", "bob"]], ["#ümlaut-1", ["c.d+e"]]] as const;

  test("what is said in front or behind is read, and the title is what is left, in its order", () => {
    for (const title of TITLES) {
      for (const said of DUES) {
        for (const priority of PRIORITIES) {
          for (const [category, people] of REST) {
            const marks = [said?.[0], priority?.[0], category, ...people.map((name) => `@${name}`)].filter(Boolean).join(" ");
            const expected = {
              title,
              due: said?.[1] ?? null,
              priority: priority?.[1] ?? null,
              category: category?.slice(1) ?? null,
              people: [...people],
            };
            expect(parseTask(`${marks} ${title}`, today)).toEqual(expected);
            expect(parseTask(`${title}  ${marks}`, today)).toEqual(expected);
          }
        }
      }
    }
  });

  test("no word is lost and none is made up", () => {
    const WORDS = ["by", "at", "next", "in", "3", "days", "mon", "may", "31", "9:00", "!", "#", "@", "!!", "#x", "@y", "today", "week", "5pm", "ok"];
    // Every step of a walk through all pairs of words, four at a time.
    for (let walk = 0; walk < WORDS.length ** 2; walk += 1) {
      const words = [walk % 20, Math.floor(walk / 20), (walk * 7) % 20, (walk * 13) % 20].map((at) => WORDS[at] ?? "");
      const { title } = parseTask(words.join(" "), today);
      const left = [...words];
      for (const word of title.split(" ").filter(Boolean)) {
        const at = left.indexOf(word);
        expect(at, `${words.join(" ")} → ${title}`).toBeGreaterThanOrEqual(0);
        left.splice(0, at + 1);
      }
    }
  });

  test("dates are today or later", () => {
    for (const word of ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "1 jan", "dec 31", "21 nov", "20 nov", "tonight"]) {
      for (const day of ["2026-11-21", "2026-12-31", "2027-01-01", "2028-02-29"]) {
        expect(Number(parseTask(`x ${word}`, day).due?.day.replaceAll("-", ""))).toBeGreaterThanOrEqual(Number(day.replaceAll("-", "")));
      }
    }
  });
});
