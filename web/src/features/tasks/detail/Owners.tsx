// Who owns a task: each can be taken away, and others found by the start of their name.
import { X } from "lucide-react";
import { useState } from "react";
import { useFindPeopleQuery } from "@/features/tasks/api";
import type { TaskEntry } from "@/features/tasks/model";
import { useTasksView } from "@/features/tasks/TasksContext";
import { m } from "@/lib/messages";
import { Finder } from "@/ui/Finder";

export function Owners({ task, onLeave }: { task: TaskEntry; onLeave: () => void }) {
  const { me, nameOf, update } = useTasksView();
  const { owners } = task;
  const [start, setStart] = useState("");
  const { currentData: people = [], isFetching } = useFindPeopleQuery({ q: start }, { skip: start === "" });
  const drop = (id: number) => {
    update(task, { owners: owners.filter((owner) => owner !== id) });
    if (id === me && task.created_by !== me) onLeave();
  };
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-2">
      <legend className="mb-1 text-sm font-semibold">{m.tasks.detail.owners}</legend>
      <ul className="flex flex-wrap gap-2">
        {owners.map((owner) => (
          <li key={owner} className="flex min-w-0 items-center rounded-md bg-sunken ps-2.5">
            <span className="truncate">{owner === me ? m.tasks.detail.me(nameOf(owner)) : nameOf(owner)}</span>
            {owners.length > 1 ? (
              <button
                type="button"
                aria-label={owner === me ? m.tasks.detail.leave : m.tasks.detail.dropOwner(nameOf(owner))}
                title={owner === me ? m.tasks.detail.leave : m.tasks.detail.dropOwner(nameOf(owner))}
                onClick={() => drop(owner)}
                className="grid size-8 flex-none place-items-center rounded-md text-muted hover:text-ink max-md:size-11"
              >
                <X aria-hidden="true" size={14} />
              </button>
            ) : (
              <span className="h-8 w-2.5 max-md:h-11" />
            )}
          </li>
        ))}
      </ul>
      <Finder
        label={m.tasks.detail.addOwner}
        found={people.filter(({ id }) => !owners.includes(id))}
        isBusy={isFetching}
        onText={setStart}
        onPick={({ id }) => update(task, { owners: [...owners, id] })}
      />
      <p className="text-sm text-muted">{m.tasks.detail.ownersHint}</p>
    </fieldset>
  );
}
