// What the list looks like with the statuses that the server has not answered. Pure.
import type { LogEntry, Status } from "@/features/logs/model";
import type { Write } from "@/outbox/slice";

/** Pages that were read by number may overlap. */
export function withPending(items: LogEntry[], writes: Write[]): LogEntry[] {
  const said = new Map(writes.filter(({ type }) => type === "log.status").map(({ target, body }) => [target, body.status as Status]));
  const whole = new Map(items.map((log) => [log.id, log]));
  return [...whole.values()].map((log) => {
    const status = said.get(log.id);
    return status && status !== log.status ? { ...log, status, isPending: true } : log;
  });
}
