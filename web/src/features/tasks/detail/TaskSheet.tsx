// A task opened at the side: everything about it can be changed, and shows at once to all who own it.
import { Play, Trash2 } from "lucide-react";
import { Owners } from "@/features/tasks/detail/Owners";
import { TextFields } from "@/features/tasks/detail/TextFields";
import { WhenField } from "@/features/tasks/detail/WhenField";
import { isClosed, PRIORITIES, type Priority, STATES, type State, type TaskEntry } from "@/features/tasks/model";
import { useTasksView } from "@/features/tasks/TasksContext";
import { exact, relative } from "@/lib/format";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Select } from "@/ui/Select";
import { Sheet } from "@/ui/Sheet";
import { Empty } from "@/ui/States";

function Body({ task, onClose }: { task: TaskEntry; onClose: () => void }) {
  const { zone, now, categories, update, setState, remove, startTimer } = useTasksView();
  const [made, changed] = [Date.parse(task.created_at), Date.parse(task.updated_at)];
  const named = [...categories.values()].map(({ id, name }): [string, string] => [String(id), name]);
  const act = (what: (task: TaskEntry) => void) => () => {
    what(task);
    onClose();
  };
  return (
    <div className="grid grid-cols-1 gap-5 px-5 pb-6">
      <TextFields key={task.id} task={task} />
      <div className="grid grid-cols-2 gap-4">
        <Select
          label={m.tasks.detail.state}
          value={task.state}
          options={STATES.map((state) => [state, m.tasks.states[state]])}
          onChange={(state) => setState(task, state as State)}
        />
        <Select
          label={m.tasks.priority}
          value={String(task.priority)}
          options={PRIORITIES.map((priority) => [String(priority), m.tasks.priorities[priority] ?? ""])}
          onChange={(priority) => update(task, { priority: Number(priority) as Priority })}
        />
      </div>
      <WhenField
        label={m.tasks.detail.due}
        timeLabel={m.tasks.detail.dueTime}
        hint={m.tasks.detail.noTime}
        value={task.due_date ?? null}
        zone={zone}
        onChange={(due_date) => update(task, { due_date })}
      />
      <WhenField
        label={m.tasks.detail.remind}
        timeLabel={m.tasks.detail.remindTime}
        hint={m.tasks.detail.remindHint}
        value={task.remind_at ?? null}
        zone={zone}
        onChange={(remind_at) => update(task, { remind_at })}
      />
      <Select
        label={m.tasks.detail.category}
        value={String(task.category ?? "")}
        options={[["", m.tasks.detail.noCategory], ...named]}
        onChange={(category) => update(task, { category: category ? Number(category) : null })}
      />
      <Owners task={task} onLeave={onClose} />
      <div className="flex flex-wrap gap-2">
        {!isClosed(task) && (
          <Button onClick={() => startTimer(task)}>
            <Play aria-hidden="true" size={15} />
            {m.tasks.detail.startTimer}
          </Button>
        )}
        <Button weight="bare" className="ms-auto" onClick={act(remove)}>
          <Trash2 aria-hidden="true" size={15} />
          {m.tasks.detail.delete}
        </Button>
      </div>
      <p className="text-sm text-muted">
        <time dateTime={task.created_at} title={exact(made, zone)}>
          {m.tasks.detail.made(relative(made, now))}
        </time>
        {" · "}
        <time dateTime={task.updated_at} title={exact(changed, zone)}>
          {m.tasks.detail.changed(relative(changed, now))}
        </time>
      </p>
    </div>
  );
}

/** `task` is null when it is gone. */
export default function TaskSheet({ task, onClose }: { task: TaskEntry | null; onClose: () => void }) {
  return (
    <Sheet title={m.tasks.detail.title} closeLabel={m.tasks.detail.close} onClose={onClose}>
      {task ? <Body task={task} onClose={onClose} /> : <Empty title={m.tasks.detail.gone}>{m.tasks.detail.goneHint}</Empty>}
    </Sheet>
  );
}
