// What a list looks like with the writes that the server has not answered. Pure.
// Invariant: a write whose outcome the list already has changes nothing, so nothing shows twice for a moment.
import type { Activity, ActivityFields, Entry } from "@/features/activities/model";
import type { Write } from "@/outbox/slice";

const MINUTE_MS = 60_000;
/** How far the server's idea of a timer's start may be from ours. */
const SAME_START_MS = 10_000;

function shown(write: Write, user: string): Entry {
  const { activity_name, started_at, ended_at, note = "", tags = [] } = write.body as unknown as ActivityFields;
  const minutes = ended_at ? Math.round((Date.parse(ended_at) - Date.parse(started_at)) / MINUTE_MS) : 0;
  return {
    id: write.target,
    user,
    activity_name,
    duration: minutes,
    timestamp: new Date(write.at).toISOString(),
    started_at,
    ended_at: ended_at ?? null,
    running: !ended_at,
    note,
    tags,
    isPending: true,
  };
}

function isThere(items: Entry[], made: Entry): boolean {
  return items.some(
    (item) =>
      item.activity_name === made.activity_name &&
      item.running === made.running &&
      Math.abs(Date.parse(item.started_at) - Date.parse(made.started_at)) < (made.running ? SAME_START_MS : 1) &&
      (made.running || Date.parse(item.ended_at ?? "") === Date.parse(made.ended_at ?? "")),
  );
}

function changed(entry: Entry, body: Partial<ActivityFields>): Entry {
  const next: Entry = { ...entry, ...body, isPending: true };
  const { ended_at } = next;
  const duration = ended_at ? Math.round((Date.parse(ended_at) - Date.parse(next.started_at)) / MINUTE_MS) : 0;
  return { ...next, duration, running: !ended_at };
}

function stopped(entry: Entry, at: number): Entry {
  return entry.running ? changed(entry, { ended_at: new Date(at).toISOString() }) : entry;
}

function step(items: Entry[], write: Write, user: string): Entry[] {
  const mine = (item: Entry) => item.id === write.target;
  switch (write.type) {
    case "activity.create":
    case "timer.start": {
      const made = shown(write, user);
      if (items.some(mine) || isThere(items, made)) return items;
      return [made, ...(made.running ? items.map((item) => stopped(item, write.at)) : items)];
    }
    case "timer.stop":
      return items.map((item) => (mine(item) ? stopped(item, write.at) : item));
    case "activity.update":
      return items.map((item) => (mine(item) ? changed(item, write.body) : item));
    case "activity.delete":
      return items.filter((item) => !mine(item));
    case "activity.restore":
      return items.some(mine) ? items : [{ ...(write.body as unknown as Activity), isPending: true }, ...items];
    default:
      return items;
  }
}

export function withPending(items: Activity[], writes: Write[], user: string): Entry[] {
  return writes.reduce<Entry[]>((entries, write) => step(entries, write, user), items);
}
