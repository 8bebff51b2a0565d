// When a task is due, in my zone. A day without a time is its last minute. Pure.
import { timeOfDay, shortDay } from "@/lib/format";
import { m } from "@/lib/messages";
import { addDays, atMinutes, type Day, dayOf, minutesOf } from "@/lib/zone";

const LAST_MINUTE = 24 * 60 - 1;

export interface Due {
  day: Day;
  /** Minutes after midnight; null is the whole day. */
  minutes: number | null;
}

export function toInstant({ day, minutes }: Due, zone: string): string {
  return new Date(atMinutes(day, minutes ?? LAST_MINUTE, zone)).toISOString();
}

export function dueOf(instant: string, zone: string): Due {
  const at = Date.parse(instant);
  const minutes = minutesOf(at, zone);
  return { day: dayOf(at, zone), minutes: minutes === LAST_MINUTE ? null : minutes };
}

function dayWords(day: Day, today: Day): string {
  if (day === today) return m.tasks.today;
  if (day === addDays(today, 1)) return m.tasks.tomorrow;
  if (day === addDays(today, -1)) return m.tasks.yesterday;
  return shortDay(day, today);
}

/** "today, 17:00", "Fri 27 Nov". */
export function dueWords({ day, minutes }: Due, today: Day, zone: string): string {
  const words = dayWords(day, today);
  return minutes === null ? words : `${words}, ${timeOfDay(atMinutes(day, minutes, zone), zone)}`;
}

export const GROUPS = ["overdue", "today", "tomorrow", "week", "later", "none"] as const;
export type Group = (typeof GROUPS)[number];

/** Under which heading of the list a task stands. */
export function groupOf(due_date: string | null | undefined, now: number, zone: string): Group {
  if (!due_date) return "none";
  if (Date.parse(due_date) < now) return "overdue";
  const [{ day }, today] = [dueOf(due_date, zone), dayOf(now, zone)];
  if (day === today) return "today";
  if (day === addDays(today, 1)) return "tomorrow";
  return day < addDays(today, 7) ? "week" : "later";
}
