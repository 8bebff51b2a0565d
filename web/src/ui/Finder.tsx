// Finds people by the start of their name: a combobox. Who asks for them is not here.
import { type KeyboardEvent, useId, useState } from "react";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";
import { inputClass } from "@/ui/Field";

interface Person {
  id: number;
  username: string;
}

interface FinderProps {
  label: string;
  /** Those whose names begin so. */
  found: Person[];
  /** They are still being looked for. */
  isBusy: boolean;
  onText: (start: string) => void;
  onPick: (person: Person) => void;
}

export function Finder({ label, found, isBusy, onText, onPick }: FinderProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const people = text.trim() === "" ? [] : found;
  const isOpen = text.trim() !== "" && !isBusy;
  const type = (next: string) => {
    setText(next);
    setAt(0);
    onText(next.trim());
  };
  const pick = (index: number) => {
    const person = people[index];
    if (!person) return;
    onPick(person);
    type("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) setAt((at + by + people.length) % Math.max(1, people.length));
    if (event.key === "Enter") pick(at);
    if (event.key === "Escape" && text) {
      type("");
      event.stopPropagation();
    }
    if (by || event.key === "Enter") event.preventDefault();
  };
  return (
    <div className="relative">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <input
        id={id}
        role="combobox"
        aria-expanded={isOpen && people.length > 0}
        aria-controls={`${id}-people`}
        aria-activedescendant={isOpen && people.length > 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        placeholder={m.people.find}
        value={text}
        onChange={({ target }) => type(target.value)}
        onKeyDown={onKeyDown}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className={inputClass}
      />
      <p role="status" className={isOpen && people.length === 0 ? "pt-1 text-sm text-muted" : "sr-only"}>
        {isOpen && (people.length === 0 ? m.people.none : m.palette.results(people.length))}
      </p>
      <div
        role="listbox"
        id={`${id}-people`}
        aria-label={m.people.found}
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
