// Which activities a live list holds, and in which order. Pure and free of React: the server's tests run it too.
import type { Activity } from "@/features/activities/model";
import type { Rule } from "@/realtime/apply";

/** Instants and words; all optional. */
export interface ActivityFilter {
  from?: string;
  to?: string;
  name?: string;
  tag?: string;
  /** The newest so many. */
  limit?: number;
}

/** Where an activity stands in a list by start. */
export type Place = Pick<Activity, "id" | "started_at">;

export function placeOf(activity: Place | undefined): Place | null {
  return activity ? { id: activity.id, started_at: activity.started_at } : null;
}

export const latestFirst = (a: Place, b: Place) => Date.parse(b.started_at) - Date.parse(a.started_at) || b.id - a.id;

const newestFirst = (a: Place, b: Place) => b.id - a.id;

export function activityRule(holds: (activity: Activity) => boolean, order = newestFirst): Rule<Activity> {
  return {
    stream: "me",
    puts: ["activity_created", "activity_updated"],
    removes: ["activity_deleted"],
    holds,
    order,
  };
}

/** As the server folds names: a to z only. */
function foldedAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** What the server's filters mean. */
export function isMeant(activity: Activity, { from, to, name, tag }: ActivityFilter): boolean {
  const start = Date.parse(activity.started_at);
  return (
    (!from || start >= Date.parse(from)) &&
    (!to || start < Date.parse(to)) &&
    (!name || foldedAscii(activity.activity_name).includes(foldedAscii(name))) &&
    (!tag || activity.tags.some((other) => other.toLowerCase() === tag.toLowerCase()))
  );
}
