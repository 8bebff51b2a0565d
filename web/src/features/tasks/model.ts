// A task as the views have it: the server's, or one that the server has yet to see.
import type { Category, Task } from "@/api/schema";

export type { Category, Task };
export type State = Task["state"];

export const STATES = ["open", "in_progress", "done", "cancelled"] as const satisfies readonly State[];
export const PRIORITIES = [1, 2, 3, 4] as const;
export type Priority = (typeof PRIORITIES)[number];
export const MEDIUM: Priority = 2;

export interface TaskEntry extends Task {
  /** Not answered by the server yet. */
  isPending?: boolean;
}

export interface TaskFields {
  title: string;
  description?: string;
  priority?: Priority;
  state?: State;
  due_date?: string | null;
  remind_at?: string | null;
  category?: number | null;
  owners?: number[];
  position?: number;
}

export function isClosed({ state }: Pick<Task, "state">): boolean {
  return state === "done" || state === "cancelled";
}

/** By the clock, for nobody tells when time makes a task overdue. */
export function isOverdue(task: Pick<Task, "state" | "due_date">, now: number): boolean {
  return !isClosed(task) && Boolean(task.due_date) && Date.parse(task.due_date ?? "") < now;
}
