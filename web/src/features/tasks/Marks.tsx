// The small marks of a task: how urgent, which category, when due, with whom.
import { CalendarClock, ChevronsUp, ChevronDown, ChevronUp, type LucideIcon } from "lucide-react";
import type { NameOf } from "@/api/people";
import { useFindCategoryQuery } from "@/features/tasks/api";
import { dueOf, dueWords } from "@/lib/due";
import { type Category, isOverdue, type TaskEntry } from "@/features/tasks/model";
import { useTasksView } from "@/features/tasks/TasksContext";
import { exact } from "@/lib/format";
import { m } from "@/lib/messages";
import { dayOf } from "@/lib/zone";
import { cx } from "@/ui/cx";

const SIGNS: Record<number, [LucideIcon, string] | undefined> = {
  1: [ChevronDown, "text-muted"],
  3: [ChevronUp, "text-warn"],
  4: [ChevronsUp, "text-accent"],
};

/** Medium has no sign. */
export function PriorityMark({ priority }: { priority: number }) {
  const [Icon, colour] = SIGNS[priority] ?? [];
  if (!Icon) return null;
  return <Icon role="img" aria-label={m.tasks.priorityOf(m.tasks.priorities[priority] ?? "")} size={16} className={cx("flex-none", colour)} />;
}

export function colourOf({ id, color }: Category): string {
  return /^[1-6]$/.test(color) ? color : String((id % 6) + 1);
}

/** One of mine, or of somebody who shares a task in it with me. */
export function CategoryMark({ id }: { id: number | null | undefined }) {
  const { categories } = useTasksView();
  const mine = categories.get(id ?? 0);
  const { data: theirs } = useFindCategoryQuery({ id: id ?? 0 }, { skip: !id || mine !== undefined });
  const category = mine ?? theirs;
  if (!id || !category) return null;
  return (
    <span data-colour={colourOf(category)} className="flex max-w-40 items-center gap-1.5 rounded-[5px] bg-sunken px-1.75 py-px text-sm text-muted">
      <i aria-hidden="true" className="size-2 flex-none rounded-[3px] bg-group" />
      <span className="truncate">{category.name}</span>
    </span>
  );
}

interface DueMarkProps {
  task: TaskEntry;
  now: number;
  zone: string;
}

export function DueMark({ task, now, zone }: DueMarkProps) {
  if (!task.due_date) return null;
  const at = Date.parse(task.due_date);
  return (
    <time
      dateTime={task.due_date}
      title={exact(at, zone)}
      className={cx("flex items-center gap-1 text-sm whitespace-nowrap", isOverdue(task, now) ? "font-medium text-accent" : "text-muted")}
    >
      <CalendarClock aria-hidden="true" size={13} />
      {dueWords(dueOf(task.due_date, zone), dayOf(now, zone), zone)}
    </time>
  );
}

interface PeopleMarkProps {
  task: TaskEntry;
  me: number;
  nameOf: NameOf;
}

/** With whom I share it. */
export function PeopleMark({ task, me, nameOf }: PeopleMarkProps) {
  const others = task.owners.filter((owner) => owner !== me).map(nameOf);
  if (others.length === 0) return null;
  const names = others.join(", ");
  return (
    <span title={m.tasks.sharedWith(names)} className="flex -space-x-1.5">
      <span className="sr-only">{m.tasks.sharedWith(names)}</span>
      {others.slice(0, 3).map((name) => (
        <span key={name} aria-hidden="true" className="grid size-5.5 place-items-center rounded-full border border-card bg-(--c1) text-[0.625rem] font-semibold text-paper">
          {name.slice(0, 2).toUpperCase()}
        </span>
      ))}
    </span>
  );
}
