// An activity as the views have it: the server's, or one that the server has yet to see.
import type { Activity } from "@/api/schema";

export type { Activity };

export interface Entry extends Activity {
  /** Not answered by the server yet. */
  isPending?: boolean;
}

export interface ActivityFields {
  activity_name: string;
  started_at: string;
  ended_at?: string;
  note?: string;
  tags?: string[];
}

export function startOfEntry(entry: Activity): number {
  return Date.parse(entry.started_at);
}

/** The end, or now while it runs. */
export function endOfEntry(entry: Activity, now: number): number {
  return entry.ended_at ? Date.parse(entry.ended_at) : Math.max(now, startOfEntry(entry));
}

/** What an entry is counted under: its first tag, or else its name. */
export function groupOf(entry: Pick<Activity, "activity_name" | "tags">): string {
  return entry.tags[0]?.toLowerCase() ?? entry.activity_name;
}
