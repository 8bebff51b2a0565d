// The list as lines: a heading for each group by due date, then its tasks, the most pressing first. Pure.
import { type Group, groupOf, GROUPS } from "@/lib/due";
import type { TaskEntry } from "@/features/tasks/model";

export type TaskListLine = { kind: "group"; group: Group; count: number; key: string } | { kind: "task"; task: TaskEntry; key: string };

export function pressing(a: TaskEntry, b: TaskEntry): number {
  const due = (task: TaskEntry) => (task.due_date ? Date.parse(task.due_date) : Infinity);
  const [dueA, dueB] = [due(a), due(b)];
  return (dueA === dueB ? 0 : dueA - dueB) || b.priority - a.priority || a.position - b.position || a.id - b.id;
}

export function linesOf(tasks: TaskEntry[], now: number, zone: string): TaskListLine[] {
  const groups = new Map<Group, TaskEntry[]>();
  for (const task of tasks.toSorted(pressing)) {
    const group = groupOf(task.due_date, now, zone);
    groups.set(group, [...(groups.get(group) ?? []), task]);
  }
  return GROUPS.flatMap((group): TaskListLine[] => {
    const those = groups.get(group) ?? [];
    if (those.length === 0) return [];
    return [
      { kind: "group", group, count: those.length, key: group },
      ...those.map((task) => ({ kind: "task" as const, task, key: `task-${task.id}` })),
    ];
  });
}

/** What was completed last comes first; what was given up stands by its last change. */
export function lastFirst(a: TaskEntry, b: TaskEntry): number {
  const at = (task: TaskEntry) => Date.parse(task.completed_at ?? task.updated_at);
  return at(b) - at(a) || b.id - a.id;
}
