// The filters of the logs. They live in the address, so that a view can be shared and Back works.
import { useSearchParams } from "react-router";
import { type Filters, isFiltered, withoutPair, withPair } from "@/features/logs/filter";
import { MetadataFilter } from "@/features/logs/MetadataFilter";
import { STATUS_OPTIONS } from "@/features/logs/statusOptions";
import { m } from "@/lib/messages";
import { withParam } from "@/lib/search";
import { Filters as FilterFields } from "@/ui/Filters";
import { PausedInput } from "@/ui/PausedInput";
import { Select } from "@/ui/Select";

export function LogFilters({ filters }: { filters: Filters }) {
  const [search, setSearch] = useSearchParams();
  const set = (name: string) => (value: string) => setSearch((now) => withParam(now, name, value), { replace: search.has(name) });
  const field = (name: "action" | "from" | "to", type: string) => (
    <PausedInput label={m.logs[name]} type={type} name={name} value={filters[name]} onChange={set(name)} />
  );
  return (
    <FilterFields isSet={isFiltered(filters)} onClear={() => setSearch({})} className="md:grid-cols-[minmax(0,13rem)_9rem_9.5rem_9.5rem_minmax(0,13rem)_auto]">
      {field("action", "search")}
      <Select label={m.logs.status} value={filters.status} options={[["", m.logs.anyStatus], ...STATUS_OPTIONS]} onChange={set("status")} />
      {field("from", "date")}
      {field("to", "date")}
      <MetadataFilter
        pairs={filters.metadata}
        onAdd={(pair) => setSearch((now) => withPair(now, pair))}
        onDrop={(key) => setSearch((now) => withoutPair(now, key))}
      />
    </FilterFields>
  );
}
