// The filters of the history. They live in the address, so that a view can be shared and Back works.
import { useSearchParams } from "react-router";
import { m } from "@/lib/messages";
import { withParam } from "@/lib/search";
import { Button } from "@/ui/Button";
import { inputClass } from "@/ui/Field";
import { PausedInput } from "@/ui/PausedInput";

const NAMES = ["activity_type", "from", "to"];

export function HistoryFilters() {
  const [search, setSearch] = useSearchParams();
  const set = (name: string) => (value: string) => setSearch((now) => withParam(now, name, value), { replace: search.has(name) });
  return (
    <form
      role="search"
      aria-label={m.history.filters}
      onSubmit={(event) => event.preventDefault()}
      className="mb-5 grid grid-cols-2 items-end gap-3 md:grid-cols-[minmax(0,1fr)_10rem_10rem_auto]"
    >
      <label className="grid min-w-0 gap-1 text-sm font-semibold max-md:col-span-2">
        {m.history.type}
        <select value={search.get("activity_type") ?? ""} onChange={({ target }) => set("activity_type")(target.value)} className={`${inputClass} font-normal`}>
          <option value="">{m.history.any}</option>
          {Object.entries(m.history.types).map(([type, words]) => (
            <option key={type} value={type}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <PausedInput label={m.history.from} type="date" name="from" value={search.get("from") ?? ""} onChange={set("from")} />
      <PausedInput label={m.history.to} type="date" name="to" value={search.get("to") ?? ""} onChange={set("to")} />
      {NAMES.some((name) => search.has(name)) && (
        <Button weight="bare" className="justify-self-start" onClick={() => setSearch({})}>
          {m.history.clear}
        </Button>
      )}
    </form>
  );
}
