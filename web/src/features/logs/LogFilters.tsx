// The filters of the logs. They live in the address, so that a view can be shared and Back works.
import { useRef } from "react";
import { useSearchParams } from "react-router";
import { type Filters, isFiltered, withoutPair, withPair } from "@/features/logs/filter";
import { MetadataFilter } from "@/features/logs/MetadataFilter";
import { STATUS_OPTIONS } from "@/features/logs/Status";
import { useKeys } from "@/lib/keys";
import { m } from "@/lib/messages";
import { withParam } from "@/lib/search";
import { Button } from "@/ui/Button";
import { inputClass } from "@/ui/Field";
import { PausedInput } from "@/ui/PausedInput";

export function LogFilters({ filters }: { filters: Filters }) {
  const [search, setSearch] = useSearchParams();
  const region = useRef<HTMLDivElement>(null);
  useKeys({ "/": () => region.current?.querySelector<HTMLInputElement>("[name=action]")?.focus() }, "first");
  const set = (name: string) => (value: string) => setSearch((now) => withParam(now, name, value), { replace: search.has(name) });
  const field = (name: "action" | "from" | "to", type: string) => (
    <PausedInput label={m.logs[name]} type={type} name={name} value={filters[name]} onChange={set(name)} />
  );
  return (
    <div
      ref={region}
      role="search"
      aria-label={m.logs.filters}
      className="mb-5 grid grid-cols-2 items-end gap-3 md:grid-cols-[minmax(0,13rem)_9rem_9.5rem_9.5rem_minmax(0,13rem)_auto]"
    >
      {field("action", "search")}
      <label className="grid min-w-0 gap-1 text-sm font-semibold">
        {m.logs.status}
        <select value={filters.status} onChange={({ target }) => set("status")(target.value)} className={`${inputClass} font-normal max-md:px-2`}>
          <option value="">{m.logs.anyStatus}</option>
          {STATUS_OPTIONS.map(([status, words]) => (
            <option key={status} value={status}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {field("from", "date")}
      {field("to", "date")}
      <MetadataFilter
        pairs={filters.metadata}
        onAdd={(pair) => setSearch((now) => withPair(now, pair))}
        onDrop={(key) => setSearch((now) => withoutPair(now, key))}
      />
      {isFiltered(filters) && (
        <Button weight="bare" className="justify-self-start" onClick={() => setSearch({})}>
          {m.logs.clear}
        </Button>
      )}
    </div>
  );
}
