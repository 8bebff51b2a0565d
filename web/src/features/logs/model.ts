// A log as the views have it: the server's, perhaps with a status that the server has yet to see.
import type { Log } from "@/api/schema";

export type { Log };
export type Status = Log["status"];

export const STATUSES = ["PENDING", "IN_PROGRESS", "COMPLETED"] as const satisfies readonly Status[];

export function isStatus(text: string): text is Status {
  return (STATUSES as readonly string[]).includes(text);
}

export interface LogEntry extends Log {
  /** Not answered by the server yet. */
  isPending?: boolean;
}
