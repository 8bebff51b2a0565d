// Who is to be in a private room: found by the start of their name, taken out again.
import { X } from "lucide-react";
import { useState } from "react";
import { useNames } from "@/api/people";
import { useFindPeopleQuery } from "@/api/schema";
import { m } from "@/lib/messages";
import { Finder } from "@/ui/Finder";

interface PeopleFieldProps {
  label: string;
  people: number[];
  /** Those who cannot be taken out. */
  fixed: number[];
  onChange: (people: number[]) => void;
}

export function PeopleField({ label, people, fixed, onChange }: PeopleFieldProps) {
  const nameOf = useNames(people);
  const [start, setStart] = useState("");
  const { currentData = [], isFetching } = useFindPeopleQuery({ q: start }, { skip: start === "" });
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-2">
      <legend className="mb-1 text-sm font-semibold">{label}</legend>
      {people.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {people.map((id) => (
            <li key={id} className="flex min-w-0 items-center rounded-md bg-sunken ps-2.5">
              <span className="truncate">{nameOf(id)}</span>
              {fixed.includes(id) ? (
                <span className="h-8 w-2.5 max-md:h-11" />
              ) : (
                <button
                  type="button"
                  aria-label={m.rooms.takeOut(nameOf(id))}
                  title={m.rooms.takeOut(nameOf(id))}
                  onClick={() => onChange(people.filter((other) => other !== id))}
                  className="grid size-8 flex-none place-items-center rounded-md text-muted hover:text-ink max-md:size-11"
                >
                  <X aria-hidden="true" size={14} />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Finder
        label={m.rooms.addPeople}
        found={currentData.filter(({ id }) => !people.includes(id) && !fixed.includes(id))}
        isBusy={isFetching}
        onText={setStart}
        onPick={({ id }) => onChange([...people, id])}
      />
    </fieldset>
  );
}
