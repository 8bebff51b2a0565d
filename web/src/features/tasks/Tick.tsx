import { isClosed, type TaskEntry } from "@/features/tasks/model";
import { m } from "@/lib/messages";

/** The box that says a task is done. */
export function Tick({ task, onTick }: { task: TaskEntry; onTick: () => void }) {
  return (
    <label className="grid size-8 flex-none place-items-center max-md:size-11">
      <span className="sr-only">{m.tasks.tick(task.title)}</span>
      <input type="checkbox" checked={isClosed(task)} onChange={onTick} className="size-4.5 accent-accent" />
    </label>
  );
}
