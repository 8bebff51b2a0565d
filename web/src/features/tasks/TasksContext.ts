// What every task of the place needs to be drawn and done, read once by the page.
import { createContext, use } from "react";
import type { NameOf } from "@/api/people";
import type { Category, State, TaskEntry, TaskFields } from "@/features/tasks/model";

export interface TasksView {
  me: number;
  zone: string;
  now: number;
  /** Mine. */
  categories: Map<number, Category>;
  nameOf: NameOf;
  open(task: TaskEntry): void;
  tick(task: TaskEntry): void;
  setState(task: TaskEntry, state: State): void;
  update(task: TaskEntry, changes: Partial<TaskFields>): void;
  remove(task: TaskEntry): void;
  startTimer(task: TaskEntry): void;
}

export const TasksContext = createContext<TasksView | null>(null);

export function useTasksView(): TasksView {
  const view = use(TasksContext);
  if (!view) throw new Error("this needs a TasksContext");
  return view;
}
