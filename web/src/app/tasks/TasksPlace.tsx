// Tasks with the timer of the activities: time is spent on what is to be done.
import { useCallback } from "react";
import { useTimer } from "@/features/activities/useTimer";
import type { TaskEntry } from "@/features/tasks/model";
import { TasksPage } from "@/features/tasks/TasksPage";
import { m } from "@/lib/messages";
import { notify } from "@/ui/toasts";

const LONGEST_NAME = 100;

export default function TasksPlace() {
  const { start } = useTimer();
  const startTimer = useCallback(
    ({ title }: TaskEntry, category: string | null) => {
      const name = title.slice(0, LONGEST_NAME);
      start({ name, tags: category ? [category.replace(/[\s,]+/gu, "-")] : [] });
      notify({ text: m.tasks.started(name) });
    },
    [start],
  );
  return <TasksPage startTimer={startTimer} />;
}
