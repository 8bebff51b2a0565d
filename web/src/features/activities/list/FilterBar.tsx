// The filters. They live in the address, so that a view can be shared and Back works.
import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { type FilterName, type Filters, isFiltered, withFilter } from "@/features/activities/list/filter";
import { useKeys } from "@/lib/keys";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { inputClass } from "@/ui/Field";

const TYPES: [FilterName, string][] = [
  ["from", "date"],
  ["to", "date"],
  ["name", "search"],
  ["tag", "search"],
];
const PAUSE_MS = 300;

interface FilterInputProps {
  name: FilterName;
  type: string;
  value: string;
  onChange: (value: string) => void;
}

/** Tells what was typed after a pause, and follows the address when that changes otherwise. */
function FilterInput({ name, type, value, onChange }: FilterInputProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    if (text.trim() !== value) setText(value);
  }
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (
    <label className="grid min-w-0 gap-1 text-sm font-semibold">
      {m.activities[name]}
      <input
        type={type}
        name={name}
        value={text}
        autoComplete="off"
        onChange={({ target }) => {
          setText(target.value);
          window.clearTimeout(timer.current);
          timer.current = window.setTimeout(() => onChange(target.value), PAUSE_MS);
        }}
        className={`${inputClass} font-normal max-md:px-2`}
      />
    </label>
  );
}

export function FilterBar({ filters }: { filters: Filters }) {
  const [search, setSearch] = useSearchParams();
  const form = useRef<HTMLFormElement>(null);
  useKeys({ "/": () => form.current?.querySelector<HTMLInputElement>("[name=name]")?.focus() }, "first");
  return (
    <form
      ref={form}
      role="search"
      aria-label={m.activities.filters}
      onSubmit={(event) => event.preventDefault()}
      className="mb-5 grid grid-cols-2 items-end gap-3 md:grid-cols-[10rem_10rem_minmax(0,14rem)_minmax(0,10rem)_auto]"
    >
      {TYPES.map(([name, type]) => (
        <FilterInput
          key={name}
          name={name}
          type={type}
          value={filters[name]}
          onChange={(value) => setSearch((now) => withFilter(now, name, value), { replace: search.has(name) })}
        />
      ))}
      {isFiltered(filters) && (
        <Button weight="bare" className="justify-self-start" onClick={() => setSearch({})}>
          {m.activities.clear}
        </Button>
      )}
    </form>
  );
}
