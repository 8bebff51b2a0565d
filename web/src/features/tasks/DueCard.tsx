// What is due today or overdue, on Today: ticked there, opened in its place.
import { Link } from "react-router";
import { useNow, useZone } from "@/api/ServicesContext";
import { groupOf } from "@/lib/due";
import { pressing } from "@/features/tasks/list/lines";
import { DueMark, PriorityMark } from "@/features/tasks/Marks";
import { isClosed } from "@/features/tasks/model";
import { Tick } from "@/features/tasks/Tick";
import { useTaskActions, useTasks } from "@/features/tasks/useTasks";
import { m } from "@/lib/messages";
import { Card } from "@/ui/Card";

const TICK_MS = 15_000;
const SHOWN = 8;

export function DueCard() {
  const zone = useZone();
  const now = useNow(TICK_MS);
  const { tasks } = useTasks({ isWithClosed: false, q: "" });
  const { tick } = useTaskActions();
  const due = tasks.filter((task) => !isClosed(task) && ["overdue", "today"].includes(groupOf(task.due_date, now, zone))).toSorted(pressing);
  if (due.length === 0) return null;
  return (
    <section aria-labelledby="due" className="mt-6.5">
      <h2 id="due" className="mb-2 flex items-baseline text-sm font-semibold text-muted">
        {m.tasks.dueToday}
        <Link to="/tasks" className="ms-auto font-medium text-accent">
          {due.length > SHOWN ? m.tasks.moreInList(due.length - SHOWN) : m.tasks.allTasks}
        </Link>
      </h2>
      <Card>
        <ul>
          {due.slice(0, SHOWN).map((task) => (
            <li key={task.id} className="flex items-center gap-1 border-t border-line ps-2 pe-4 first:border-0">
              <Tick task={task} onTick={() => tick(task)} />
              <Link to={`/tasks?task=${task.id}`} className="flex min-h-11 min-w-0 flex-1 flex-wrap items-center gap-x-2.5 py-2 text-ink no-underline">
                <PriorityMark priority={task.priority} />
                <span className="min-w-0 font-medium break-words">{task.title}</span>
                <span className="ms-auto">
                  <DueMark task={task} now={now} zone={zone} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
