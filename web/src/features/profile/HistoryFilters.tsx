// The filters of the history. They live in the address, so that a view can be shared and Back works.
import { useSearchParams } from "react-router";
import { m } from "@/lib/messages";
import { withParam } from "@/lib/search";
import { Filters } from "@/ui/Filters";
import { PausedInput } from "@/ui/PausedInput";
import { Select } from "@/ui/Select";

const NAMES = ["activity_type", "from", "to"];

export function HistoryFilters() {
  const [search, setSearch] = useSearchParams();
  const set = (name: string) => (value: string) => setSearch((now) => withParam(now, name, value), { replace: search.has(name) });
  return (
    <Filters isSet={NAMES.some((name) => search.has(name))} onClear={() => setSearch({})} className="md:grid-cols-[minmax(0,1fr)_10rem_10rem_auto]">
      <Select
        label={m.history.type}
        value={search.get("activity_type") ?? ""}
        options={[["", m.history.any], ...Object.entries(m.history.types)]}
        onChange={set("activity_type")}
        className="max-md:col-span-2"
      />
      <PausedInput label={m.history.from} type="date" name="from" value={search.get("from") ?? ""} onChange={set("from")} />
      <PausedInput label={m.history.to} type="date" name="to" value={search.get("to") ?? ""} onChange={set("to")} />
    </Filters>
  );
}
