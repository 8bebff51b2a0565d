// The filters. They live in the address, so that a view can be shared and Back works.
import { useSearchParams } from "react-router";
import { type FilterName, type Filters, isFiltered } from "@/features/activities/list/filter";
import { m } from "@/lib/messages";
import { withParam } from "@/lib/search";
import { Filters as FilterFields } from "@/ui/Filters";
import { PausedInput } from "@/ui/PausedInput";

const TYPES: [FilterName, string][] = [
  ["from", "date"],
  ["to", "date"],
  ["name", "search"],
  ["tag", "search"],
];

export function FilterBar({ filters }: { filters: Filters }) {
  const [search, setSearch] = useSearchParams();
  return (
    <FilterFields isSet={isFiltered(filters)} onClear={() => setSearch({})} className="md:grid-cols-[10rem_10rem_minmax(0,14rem)_minmax(0,10rem)_auto]">
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
    </FilterFields>
  );
}
