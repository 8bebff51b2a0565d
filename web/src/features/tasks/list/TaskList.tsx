// Tasks under each other: only what is seen is drawn; the keyboard walks, opens, ticks and deletes.
import { useMemo } from "react";
import { linesOf, lastFirst, type TaskListLine } from "@/features/tasks/list/lines";
import { TaskRow } from "@/features/tasks/list/TaskRow";
import type { TaskEntry } from "@/features/tasks/model";
import { useTasksView } from "@/features/tasks/TasksContext";
import { useKeys } from "@/lib/keys";
import { m } from "@/lib/messages";
import { useRoving } from "@/lib/useRoving";
import { useWindowRows } from "@/lib/useWindowRows";
import { cx } from "@/ui/cx";

const ROW_PX = 45;

interface TaskListProps {
  tasks: TaskEntry[];
  isClosed: boolean;
  onNearEnd: (() => void) | null;
}

function Line({ line }: { line: TaskListLine }) {
  if (line.kind === "task") return <TaskRow task={line.task} />;
  return (
    <h2 className={cx("flex items-baseline px-4 pt-4 pb-1.5 text-sm font-semibold", line.group === "overdue" ? "text-accent" : "text-muted")}>
      {m.tasks.groups[line.group]}
      <span className="ms-2 font-normal">{line.count}</span>
    </h2>
  );
}

export function TaskList({ tasks, isClosed, onNearEnd }: TaskListProps) {
  const { now, zone, tick, remove } = useTasksView();
  const lines = useMemo(
    () =>
      isClosed
        ? tasks.toSorted(lastFirst).map((task): TaskListLine => ({ kind: "task", task, key: `task-${task.id}` }))
        : linesOf(tasks, now, zone),
    [tasks, isClosed, now, zone],
  );
  const list = useRoving();
  const { frame, height, measure, rows } = useWindowRows({
    count: lines.length,
    rowPx: ROW_PX,
    keyOf: (index) => lines[index]?.key ?? index,
    onNearEnd,
  });
  const here = (act: (task: TaskEntry) => void) => () => {
    const id = document.activeElement?.closest<HTMLElement>("[data-task]")?.dataset.task;
    const task = tasks.find((other) => String(other.id) === id);
    if (task) act(task);
  };
  useKeys({ x: here(tick), Delete: here(remove) });
  return (
    <section ref={frame} aria-label={m.tasks.list}>
      <ol ref={list} className="relative" style={{ height }}>
        {rows.map(({ index, key, style }) => {
          const line = lines[index];
          return (
            line && (
              <li key={key} ref={measure} data-index={index} className="absolute inset-x-0 top-0" style={style}>
                <Line line={line} />
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
}
