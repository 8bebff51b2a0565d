// Reads one line as a task: "pay rent fri !high #home @ann". What is no date, urgency, category or person is the title. Pure.
// Not here: which category or person a name is (useQuickAdd.ts), which instant a day is (due.ts).
import type { Due } from "@/lib/due";
import type { Priority } from "@/features/tasks/model";
import { addDays, type Day, isDay } from "@/lib/zone";

export interface TaskLine {
  title: string;
  due: Due | null;
  priority: Priority | null;
  category: string | null;
  /** Names, as they were written. */
  people: string[];
}

const PRIORITY = /^!(?:(low|1)|(medium|med|2)|(high|3|!)|(urgent|4|!!))$/iu;
const CATEGORY = /^#([\p{L}\p{N}_-]{1,64})$/u;
const PERSON = /^@([\p{L}\p{N}_.@+-]{1,150})$/u;
const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)$/u;
const TWELVE = /^(1[0-2]|0?[1-9])(?::([0-5]\d))?(am|pm)$/iu;
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WHOLE_WEEKDAY = /^(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:day)?$/iu;
const WHOLE_MONTH = /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/iu;
const NUMBER_OF_MONTH = /^(0?[1-9]|[12]\d|3[01])$/u;

/** What some words say, and how many they are. */
interface Said<T> {
  value: T;
  words: number;
}

function weekday(word: string, today: Day): Day | null {
  if (!WHOLE_WEEKDAY.test(word)) return null;
  const wanted = WEEKDAYS.indexOf(word.slice(0, 3).toLowerCase());
  const here = new Date(`${today}T00:00:00Z`).getUTCDay();
  // Who means today says so.
  return addDays(today, (wanted - here + 6) % 7 + 1);
}

/** The next such day of the year. */
function dayOfMonth(number: string, month: string, today: Day): Day | null {
  if (!NUMBER_OF_MONTH.test(number) || !WHOLE_MONTH.test(month)) return null;
  const index = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const rest = `-${String(index).padStart(2, "0")}-${number.padStart(2, "0")}`;
  // Four years on there is a 29 February too, but for 2100.
  const years = Array.from({ length: 9 }, (_, year) => Number(today.slice(0, 4)) + year);
  return years.map((year) => `${year}${rest}`).find((day) => isDay(day) && day >= today) ?? null;
}

function saidDay(words: string[], today: Day): Said<Day> | null {
  const [one = "", two = "", three = ""] = words.map((word) => word.toLowerCase());
  const plain = { today, tonight: today, tomorrow: addDays(today, 1), tmr: addDays(today, 1) }[one];
  if (plain) return { value: plain, words: 1 };
  if (isDay(one)) return { value: one, words: 1 };
  const next = one === "next" ? (two === "week" ? addDays(today, 7) : weekday(two, today)) : null;
  if (next) return { value: next, words: 2 };
  const ahead = one === "in" && /^\d{1,3}$/.test(two) ? /^(days?|weeks?)$/.exec(three)?.[1] : undefined;
  if (ahead) return { value: addDays(today, Number(two) * (ahead.startsWith("week") ? 7 : 1)), words: 3 };
  const named = dayOfMonth(one, two, today) ?? dayOfMonth(two, one, today);
  if (named) return { value: named, words: 2 };
  const on = weekday(one, today);
  return on ? { value: on, words: 1 } : null;
}

function saidTime(word: string): number | null {
  const clock = CLOCK.exec(word);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const [, hour, minute, half] = TWELVE.exec(word) ?? [];
  if (!hour) return null;
  return (Number(hour) % 12) * 60 + Number(minute ?? 0) + (half?.toLowerCase() === "pm" ? 12 * 60 : 0);
}

function saidPriority(word: string): Priority | null {
  const found = PRIORITY.exec(word);
  const at = found ? found.slice(1).findIndex(Boolean) : -1;
  return at < 0 ? null : ((at + 1) as Priority);
}

interface Draft extends Omit<TaskLine, "title" | "due"> {
  title: string[];
  day: Day | null;
  minutes: number | null;
}

/** Takes what it knows from the front of the words, if that is not said yet; answers how many it took. */
type Reader = (words: string[], draft: Draft, today: Day) => number;

const readPriority: Reader = ([word = ""], draft) => {
  const priority = draft.priority === null ? saidPriority(word) : null;
  draft.priority ??= priority;
  return priority === null ? 0 : 1;
};

const readCategory: Reader = ([word = ""], draft) => {
  const name = draft.category === null ? CATEGORY.exec(word)?.[1] : undefined;
  draft.category ??= name ?? null;
  return name === undefined ? 0 : 1;
};

const readPerson: Reader = ([word = ""], draft) => {
  const name = PERSON.exec(word)?.[1];
  if (name === undefined) return 0;
  draft.people = [...new Set([...draft.people, name])];
  return 1;
};

/** "by fri", "at 17:00": the small word goes with what it stands before. */
const smallWords = ([word = ""]: string[]) => (/^(?:by|on|at|due)$/iu.test(word) ? 1 : 0);

const readDay: Reader = (words, draft, today) => {
  const small = smallWords(words);
  const said = draft.day === null ? saidDay(words.slice(small, small + 3), today) : null;
  draft.day ??= said?.value ?? null;
  return said ? said.words + small : 0;
};

const readTime: Reader = (words, draft) => {
  const small = smallWords(words);
  const minutes = draft.minutes === null ? saidTime(words[small] ?? "") : null;
  draft.minutes ??= minutes;
  return minutes === null ? 0 : 1 + small;
};

const readWord: Reader = ([word = ""], draft) => draft.title.push(word) && 1;

const READERS = [readPriority, readCategory, readPerson, readDay, readTime, readWord];

export function parseTask(text: string, today: Day): TaskLine {
  const draft: Draft = { title: [], day: null, minutes: null, priority: null, category: null, people: [] };
  let rest = text.split(/\s+/u).filter(Boolean);
  while (rest.length > 0) {
    let taken = 0;
    for (const read of READERS) taken ||= read(rest, draft, today);
    rest = rest.slice(taken);
  }
  const { title, day, minutes, priority, category, people } = draft;
  const due = day === null && minutes === null ? null : { day: day ?? today, minutes };
  return { title: title.join(" "), due, priority, category, people };
}
