// Tasks on a board. A card that is let go elsewhere has another state, another place, or both; what it did is said aloud.
import { type DragEvent, useState } from "react";
import { Card, CARD } from "@/features/tasks/board/Card";
import { type Column, COLUMNS, columnsOf, movesTo } from "@/features/tasks/board/columns";
import type { TaskEntry } from "@/features/tasks/model";
import { useTasksView } from "@/features/tasks/TasksContext";
import { m } from "@/lib/messages";
import { useRoving } from "@/lib/useRoving";
import { cx } from "@/ui/cx";

/** Cards of one column; the list has them all. */
const SHOWN = 200;

/** Before which card something is let go: the first whose middle is below. */
function indexAt(event: DragEvent<HTMLElement>): number {
  const cards = [...event.currentTarget.querySelectorAll("[data-task]")];
  const found = cards.findIndex((card) => {
    const { top, height } = card.getBoundingClientRect();
    return event.clientY < top + height / 2;
  });
  return found < 0 ? cards.length : found;
}

export function Board({ tasks }: { tasks: TaskEntry[] }) {
  const { update } = useTasksView();
  const columns = columnsOf(tasks);
  const [said, setSaid] = useState("");
  const [target, setTarget] = useState<{ column: Column; index: number } | null>(null);
  const board = useRoving<HTMLDivElement>();

  const put = (task: TaskEntry, column: Column, index: number) => {
    const moves = column === "done" ? [] : movesTo(columns[column], task, index);
    const own = moves.find((move) => move.task.id === task.id);
    const changes = { ...(own && { position: own.position }), ...(task.state !== column && { state: column }) };
    if (Object.keys(changes).length > 0) update(task, changes);
    for (const move of moves) if (move !== own) update(move.task, { position: move.position });
    const count = columns[column].length + (task.state === column ? 0 : 1);
    const at = column === "done" ? 1 : Math.min(index + 1, count);
    setSaid(m.tasks.moved(task.title, m.tasks.states[column], at, count));
  };
  const step = (task: TaskEntry, column: Column, index: number) => (across: number, down: number) => {
    const next = COLUMNS[COLUMNS.indexOf(column) + across];
    if (!next) return;
    if (across) put(task, next, Math.min(index, columns[next].length));
    else if (index + down >= 0 && index + down < columns[column].length) put(task, column, down > 0 ? index + 2 : index - 1);
    // The card is drawn anew elsewhere; the focus goes with it.
    requestAnimationFrame(() => board.current?.querySelector<HTMLElement>(`[data-task="${task.id}"]`)?.focus());
  };
  const drop = (column: Column) => (event: DragEvent<HTMLElement>) => {
    const task = tasks.find(({ id }) => String(id) === event.dataTransfer.getData(CARD));
    setTarget(null);
    if (!task) return;
    event.preventDefault();
    put(task, column, indexAt(event));
  };
  const over = (column: Column) => (event: DragEvent<HTMLElement>) => {
    if (!event.dataTransfer.types.includes(CARD)) return;
    event.preventDefault();
    const index = indexAt(event);
    if (target?.column !== column || target.index !== index) setTarget({ column, index });
  };

  return (
    <section aria-label={m.tasks.board}>
      <p id="board-hint" className="mb-2 text-sm text-muted max-md:hidden">
        {m.tasks.boardHint}
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
      <div ref={board} className="grid items-start gap-4 md:grid-cols-3">
        {COLUMNS.map((column) => {
          const cards = columns[column];
          const mark = target?.column === column ? target.index : -1;
          return (
            // A drop needs a mouse; the keyboard moves the cards themselves.
            // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
            <section
              key={column}
              aria-labelledby={`column-${column}`}
              onDragOver={over(column)}
              onDragLeave={() => setTarget(null)}
              onDrop={drop(column)}
              className={cx("rounded-lg bg-sunken/70 p-2.5 outline-offset-0 md:min-h-40", mark >= 0 && "outline-2 outline-edge")}
            >
              <h2 id={`column-${column}`} className="flex items-baseline px-1.5 pb-2 text-sm font-semibold text-muted">
                {m.tasks.states[column]}
                <span className="ms-2 font-normal">{cards.length}</span>
              </h2>
              <ol className="grid gap-2">
                {cards.slice(0, SHOWN).map((task, index) => (
                  <li key={task.id} className={cx("relative", mark === index && column !== "done" && "before:absolute before:inset-x-0 before:-top-1.25 before:h-0.5 before:rounded-full before:bg-accent")}>
                    <Card task={task} onStep={step(task, column, index)} />
                  </li>
                ))}
              </ol>
              {cards.length === 0 && <p className="px-1.5 py-3 text-sm text-muted">{m.tasks.noneHere}</p>}
              {cards.length > SHOWN && <p className="px-1.5 pt-2 text-sm text-muted">{m.tasks.moreInList(cards.length - SHOWN)}</p>}
            </section>
          );
        })}
      </div>
    </section>
  );
}
