// What tasks look like with the writes that the server has not answered. Pure.
// Invariant: a write whose outcome the list already has changes nothing, so nothing shows twice for a moment.
import { MEDIUM, type Task, type TaskEntry, type TaskFields } from "@/features/tasks/model";
import type { Write } from "@/outbox/slice";

/** How far the server's idea of when a task was made may be from ours. */
const SAME_MS = 30_000;

function shown({ target, body, at }: Write, me: number): TaskEntry {
  const { title, ...rest } = body as unknown as TaskFields;
  const now = new Date(at).toISOString();
  return {
    id: target,
    title,
    description: "",
    priority: MEDIUM,
    state: "open",
    is_overdue: false,
    owners: [me],
    created_by: me,
    created_at: now,
    updated_at: now,
    position: at * 1000,
    ...rest,
    isPending: true,
  };
}

function isThere(items: TaskEntry[], made: TaskEntry): boolean {
  return items.some(
    ({ title, created_by, created_at }) =>
      title === made.title && created_by === made.created_by && Math.abs(Date.parse(created_at) - Date.parse(made.created_at)) < SAME_MS,
  );
}

function changed(task: TaskEntry, { body, at }: Write): TaskEntry {
  const next: TaskEntry = { ...task, ...(body as Partial<TaskFields>), isPending: true };
  if (next.state === task.state) return next;
  return { ...next, completed_at: next.state === "done" ? new Date(at).toISOString() : null };
}

function step(items: TaskEntry[], write: Write, me: number): TaskEntry[] {
  const isMeant = (task: TaskEntry) => task.id === write.target;
  switch (write.type) {
    case "task.create": {
      const made = shown(write, me);
      return items.some(isMeant) || isThere(items, made) ? items : [made, ...items];
    }
    case "task.update":
      return items.map((task) => (isMeant(task) ? changed(task, write) : task));
    case "task.delete":
      return items.filter((task) => !isMeant(task));
    case "task.restore":
      return items.some(isMeant) ? items : [{ ...(write.body as unknown as Task), isPending: true }, ...items];
    default:
      return items;
  }
}

export function withPending(items: TaskEntry[], writes: Write[], me: number): TaskEntry[] {
  return writes.reduce((tasks, write) => step(tasks, write, me), items);
}
