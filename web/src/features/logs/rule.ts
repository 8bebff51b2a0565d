// Which logs a live list holds, the newest first. Pure.
// Not here: lists in another order, which are read again when something happened (api.ts).
import type { Log, Status } from "@/features/logs/model";
import type { Rule } from "@/realtime/apply";

/** Instants and words as the server takes them; all optional. */
export interface LogFilter {
  action?: string;
  status?: Status;
  timestamp_start?: string;
  /** Included. */
  timestamp_end?: string;
  /** Key and value of scalars at the top of the metadata. */
  metadata?: [string, string][];
}

/** Where a log stands in a list by time. */
export type Place = Pick<Log, "id" | "timestamp">;

export const newestFirst = (a: Place, b: Place) => Date.parse(b.timestamp) - Date.parse(a.timestamp) || b.id - a.id;

function says(metadata: unknown, key: string, value: string): boolean {
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata) || !Object.hasOwn(metadata, key)) return false;
  const scalar = (metadata as Record<string, unknown>)[key];
  return (typeof scalar !== "object" || scalar === null) && String(scalar) === value;
}

/** What the server's filters mean. */
export function isMeant(log: Log, { action, status, timestamp_start, timestamp_end, metadata = [] }: LogFilter): boolean {
  const at = Date.parse(log.timestamp);
  return (
    (!action || log.action === action) &&
    (!status || log.status === status) &&
    (!timestamp_start || at >= Date.parse(timestamp_start)) &&
    (!timestamp_end || at <= Date.parse(timestamp_end)) &&
    metadata.every(([key, value]) => says(log.metadata, key, value))
  );
}

/** A page holds what lies after the last of the page before, down to its own last. */
export function pageRule(filter: LogFilter, after: Place | null | undefined, last: Place | null): Rule<Log> {
  return {
    stream: "me",
    puts: ["log_created", "log_updated"],
    removes: [],
    holds: (log) => isMeant(log, filter) && (!after || newestFirst(after, log) < 0) && (!last || newestFirst(log, last) <= 0),
    order: newestFirst,
  };
}
