// The filters. They live in the address, so that a view can be shared and Back works.
import { useRef } from "react";
import { useSearchParams } from "react-router";
import { type FilterName, type Filters, isFiltered } from "@/features/activities/list/filter";
import { useKeys } from "@/lib/keys";
import { m } from "@/lib/messages";
import { withParam } from "@/lib/search";
import { Button } from "@/ui/Button";
import { PausedInput } from "@/ui/PausedInput";

const TYPES: [FilterName, string][] = [
  ["from", "date"],
  ["to", "date"],
  ["name", "search"],
  ["tag", "search"],
];

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
        <PausedInput
          key={name}
          label={m.activities[name]}
          name={name}
          type={type}
          value={filters[name]}
          onChange={(value) => setSearch((now) => withParam(now, name, value), { replace: search.has(name) })}
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
