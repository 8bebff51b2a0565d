// One task in a list: tick it, open it, start a timer on it.
import { Clock3, Play } from "lucide-react";
import { CategoryMark, DueMark, PeopleMark, PriorityMark } from "@/features/tasks/Marks";
import { isClosed, type TaskEntry } from "@/features/tasks/model";
import { useTasksView } from "@/features/tasks/TasksContext";
import { Tick } from "@/features/tasks/Tick";
import { relative } from "@/lib/format";
import { m } from "@/lib/messages";
import { IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";

export function TaskRow({ task }: { task: TaskEntry }) {
  const { me, zone, now, nameOf, open, tick, startTimer } = useTasksView();
  const isDone = isClosed(task);
  return (
    <div data-task={task.id} className="group flex items-center gap-1 border-t border-line ps-2 pe-1.5 hover:bg-sunken/60">
      <Tick task={task} onTick={() => tick(task)} />
      <button
        type="button"
        data-row
        onClick={() => open(task)}
        className="flex min-h-11 min-w-0 flex-1 flex-wrap items-center gap-x-2.5 gap-y-0.5 py-2 text-start"
      >
        <span className="sr-only">{`${m.tasks.open} `}</span>
        <PriorityMark priority={task.priority} />
        <b className={cx("min-w-0 font-medium break-words", isDone && "font-normal text-muted line-through")}>{task.title}</b>
        {task.state === "in_progress" && <span className="rounded-[5px] bg-sunken px-1.75 py-px text-sm text-warn">{m.tasks.states.in_progress}</span>}
        {task.state === "cancelled" && <span className="text-sm text-muted">{m.tasks.states.cancelled}</span>}
        <CategoryMark id={task.category} />
        <PeopleMark task={task} me={me} nameOf={nameOf} />
        {task.isPending && <Clock3 role="img" aria-label={m.day.waiting} size={13} className="text-muted" />}
        <span className="md:ms-auto">
          {task.completed_at ? (
            <span className="text-sm text-muted">{m.tasks.completed(relative(Date.parse(task.completed_at), now))}</span>
          ) : (
            <DueMark task={task} now={now} zone={zone} />
          )}
        </span>
      </button>
      {!isDone && (
        <IconButton
          weight="bare"
          label={m.tasks.startTimer(task.title)}
          onClick={() => startTimer(task)}
          className="pointer-fine:opacity-0 pointer-fine:group-focus-within:opacity-100 pointer-fine:group-hover:opacity-100 max-md:hidden"
        >
          <Play aria-hidden="true" size={15} />
        </IconButton>
      )}
    </div>
  );
}
