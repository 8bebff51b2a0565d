// A card of the board: dragged with the mouse, moved with Shift and the arrow keys, opened by a press.
import type { DragEvent, KeyboardEvent } from "react";
import { CategoryMark, DueMark, PeopleMark, PriorityMark } from "@/features/tasks/Marks";
import { isClosed, type TaskEntry } from "@/features/tasks/model";
import { useTasksView } from "@/features/tasks/TasksContext";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

export const CARD = "text/x-daybook-task";
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const;

interface CardProps {
  task: TaskEntry;
  onStep: (columns: number, rows: number) => void;
}

export function Card({ task, onStep }: CardProps) {
  const { me, zone, now, nameOf, open } = useTasksView();
  const isDone = isClosed(task);
  const drag = (event: DragEvent) => {
    event.dataTransfer.setData(CARD, String(task.id));
    event.dataTransfer.effectAllowed = "move";
  };
  const step = (event: KeyboardEvent) => {
    const by = event.shiftKey ? STEPS[event.key as keyof typeof STEPS] : undefined;
    if (!by) return;
    event.preventDefault();
    onStep(by[0], by[1]);
  };
  return (
    <button
      type="button"
      draggable
      data-row
      data-task={task.id}
      aria-describedby="board-hint"
      onClick={() => open(task)}
      onDragStart={drag}
      onKeyDown={step}
      className="grid w-full cursor-grab gap-1.5 rounded-md border border-line bg-card px-3 py-2.5 text-start shadow-lift [contain-intrinsic-size:auto_4rem] [content-visibility:auto] hover:border-edge"
    >
      <span className="flex items-start gap-1.5">
        <span className="sr-only">{`${m.tasks.open} `}</span>
        <PriorityMark priority={task.priority} />
        <b className={cx("min-w-0 font-medium break-words", isDone && "font-normal text-muted line-through")}>{task.title}</b>
      </span>
      <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1 empty:hidden">
        <CategoryMark id={task.category} />
        {!isDone && <DueMark task={task} now={now} zone={zone} />}
        <PeopleMark task={task} me={me} nameOf={nameOf} />
      </span>
    </button>
  );
}
