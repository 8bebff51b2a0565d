// One line for a whole task. It tells beforehand what Enter will do.
import { type SyntheticEvent, useEffect, useRef } from "react";
import { parseTask, type TaskLine } from "@/features/tasks/add/parse";
import { categoryNamed, useQuickAdd } from "@/features/tasks/add/useQuickAdd";
import { dueWords } from "@/lib/due";
import type { Category } from "@/features/tasks/model";
import { useTasksView } from "@/features/tasks/TasksContext";
import { GIVE_TASK_BACK } from "@/features/tasks/writes";
import { useKeys } from "@/lib/keys";
import { m } from "@/lib/messages";
import { useDraft } from "@/lib/useDraft";
import { dayOf } from "@/lib/zone";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { cx } from "@/ui/cx";

const LONGEST_TITLE = 200;

function preview(line: TaskLine, today: string, zone: string, categories: Map<number, Category>): string {
  const { title, due, priority, category, people } = line;
  if (!title) return m.tasks.add.noTitle;
  if (title.length > LONGEST_TITLE) return m.tasks.add.long;
  const parts = [
    `“${title}”`,
    due && m.tasks.add.due(dueWords(due, today, zone)),
    priority && m.tasks.priorityOf((m.tasks.priorities[priority] ?? "").toLowerCase()),
    category && (categoryNamed(categories.values(), category) ? `#${category}` : m.tasks.add.newCategory(category)),
    people.length > 0 && m.tasks.add.withPeople(people),
  ];
  return m.tasks.add.would(parts.filter((part) => typeof part === "string"));
}

export function AddLine() {
  const { me, zone, now, categories } = useTasksView();
  const [text, setText] = useDraft("task");
  const input = useRef<HTMLInputElement>(null);
  const { problem, isBusy, add, forgive } = useQuickAdd(categories, me, zone);
  const today = dayOf(now, zone);
  const line = parseTask(text, today);
  useKeys({ n: () => input.current?.focus() }, "first");
  useEffect(() => {
    const give = (event: Event) => {
      setText((event as CustomEvent<string>).detail);
      input.current?.focus();
    };
    window.addEventListener(GIVE_TASK_BACK, give);
    return () => window.removeEventListener(GIVE_TASK_BACK, give);
  }, [setText]);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const isGood = line.title !== "" && line.title.length <= LONGEST_TITLE;
    if (isGood && !isBusy && (await add(line, text))) setText("");
    input.current?.focus();
  };
  return (
    <Card className="mb-5">
      <form onSubmit={(event) => void submit(event)} className="grid grid-cols-[1fr_auto] items-center">
        <input
          ref={input}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            forgive();
          }}
          aria-label={m.tasks.add.label}
          aria-describedby="task-preview"
          aria-invalid={problem !== "" || undefined}
          placeholder={m.tasks.add.placeholder}
          autoComplete="off"
          enterKeyHint="done"
          className="w-full min-w-0 rounded-lg bg-transparent px-4 py-3.5 text-ellipsis -outline-offset-2 md:px-4.5"
        />
        <Button type="submit" className="me-2">
          {m.tasks.add.submit}
        </Button>
        <p id="task-preview" aria-live="polite" className={cx("col-span-2 px-4 text-sm not-empty:pb-2.5 md:px-4.5", problem ? "font-medium text-accent" : "text-muted")}>
          {problem || (text.trim() && preview(line, today, zone, categories))}
        </p>
      </form>
    </Card>
  );
}
