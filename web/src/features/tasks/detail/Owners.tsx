// Who owns a task: each can be taken away, and others found by the start of their name.
import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useFindPeopleQuery } from "@/features/tasks/api";
import type { TaskEntry } from "@/features/tasks/model";
import { useTasksView } from "@/features/tasks/TasksContext";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";
import { inputClass } from "@/ui/Field";

function Finder({ taken, onPick }: { taken: number[]; onPick: (id: number) => void }) {
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const { currentData = [], isFetching } = useFindPeopleQuery({ q: text.trim() }, { skip: text.trim() === "" });
  const people = currentData.filter((person) => !taken.includes(person.id));
  const isOpen = text.trim() !== "" && !isFetching;
  const pick = (index: number) => {
    const person = people[index];
    if (!person) return;
    onPick(person.id);
    setText("");
    setAt(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) setAt((at + by + people.length) % Math.max(1, people.length));
    if (event.key === "Enter") pick(at);
    if (event.key === "Escape" && text) {
      setText("");
      event.stopPropagation();
    }
    if (by || event.key === "Enter") event.preventDefault();
  };
  return (
    <div className="relative">
      <label htmlFor={id} className="sr-only">
        {m.tasks.detail.addOwner}
      </label>
      <input
        id={id}
        role="combobox"
        aria-expanded={isOpen && people.length > 0}
        aria-controls={`${id}-people`}
        aria-activedescendant={isOpen && people.length > 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        placeholder={m.tasks.detail.addOwnerPlaceholder}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className={inputClass}
      />
      <p role="status" className={isOpen && people.length === 0 ? "pt-1 text-sm text-muted" : "sr-only"}>
        {isOpen && (people.length === 0 ? m.tasks.detail.nobody : m.palette.results(people.length))}
      </p>
      <div
        role="listbox"
        id={`${id}-people`}
        aria-label={m.tasks.detail.people}
        hidden={!isOpen || people.length === 0}
        className="absolute inset-x-0 z-10 mt-1 max-h-56 overflow-auto rounded-md border border-line bg-card p-1 shadow-float"
      >
        {people.map((person, index) => (
          // The keyboard stays in the input, as in every combobox.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={person.id}
            role="option"
            tabIndex={-1}
            id={`${id}-${index}`}
            aria-selected={index === at}
            onPointerMove={() => setAt(index)}
            onClick={() => pick(index)}
            className={cx("flex min-h-9 cursor-default items-center rounded-md px-2.5 max-md:min-h-11", index === at && "bg-sunken")}
          >
            {person.username}
          </div>
        ))}
      </div>
    </div>
  );
}

export function Owners({ task, onLeave }: { task: TaskEntry; onLeave: () => void }) {
  const { me, nameOf, update } = useTasksView();
  const { owners } = task;
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
      <Finder taken={owners} onPick={(id) => update(task, { owners: [...owners, id] })} />
      <p className="text-sm text-muted">{m.tasks.detail.ownersHint}</p>
    </fieldset>
  );
}
