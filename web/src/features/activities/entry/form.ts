// The form of an entry: its rules, and the way between it and the activity. Times are wall-clock times of the zone, to the minute.
import { type InferType, object, string } from "yup";
import type { Activity, ActivityFields } from "@/features/activities/model";
import { m } from "@/lib/messages";
import { atMinutes, dayOf, minutesOf } from "@/lib/zone";

const WALL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const LONGEST_NAME = 100;

export const entrySchema = object({
  name: string().trim().required(m.entry.nameRequired).max(LONGEST_NAME, m.entry.nameLong),
  tags: string().trim().default(""),
  start: string().required(m.entry.badTime).matches(WALL_TIME, m.entry.badTime),
  end: string()
    .default("")
    .test("after", m.entry.endFirst, (end, { parent }) => !end || end >= (parent as { start: string }).start),
  note: string().trim().default(""),
});

export type EntryForm = InferType<typeof entrySchema>;

export function toWall(at: string, zone: string): string {
  const minutes = minutesOf(Date.parse(at), zone);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${dayOf(Date.parse(at), zone)}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export function fromWall(wall: string, zone: string): string {
  const [day = "", time = ""] = wall.split("T");
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return new Date(atMinutes(day, hours * 60 + minutes, zone)).toISOString();
}

export function formOf(entry: Activity, zone: string): EntryForm {
  return {
    name: entry.activity_name,
    tags: entry.tags.join(" "),
    start: toWall(entry.started_at, zone),
    end: entry.ended_at ? toWall(entry.ended_at, zone) : "",
    note: entry.note,
  };
}

/** Only what was changed, so that the seconds of an untouched time are kept. */
export function fieldsOf(form: EntryForm, entry: Activity, zone: string): Partial<ActivityFields> {
  const before = formOf(entry, zone);
  const tags = form.tags.split(/[\s,]+/u).map((tag) => tag.replace(/^#/, "")).filter(Boolean);
  return {
    ...(form.name !== before.name && { activity_name: form.name }),
    ...(form.tags !== before.tags && { tags }),
    ...(form.start !== before.start && { started_at: fromWall(form.start, zone) }),
    ...(form.end && form.end !== before.end && { ended_at: fromWall(form.end, zone) }),
    ...(form.note !== before.note && { note: form.note }),
  };
}
