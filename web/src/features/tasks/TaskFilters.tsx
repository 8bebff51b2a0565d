// The filters of tasks. They live in the address, so that a view can be shared and Back works.
import { useSearchParams } from "react-router";
import { type Filters, isFiltered } from "@/features/tasks/filter";
import { type Category, PRIORITIES } from "@/features/tasks/model";
import { m } from "@/lib/messages";
import { withParam } from "@/lib/search";
import { Filters as FilterFields } from "@/ui/Filters";
import { PausedInput } from "@/ui/PausedInput";
import { Select } from "@/ui/Select";

const PRIORITY_OPTIONS = PRIORITIES.toReversed().map((priority): [string, string] => [String(priority), m.tasks.priorities[priority] ?? ""]);

export function TaskFilters({ filters, categories }: { filters: Filters; categories: Category[] }) {
  const [search, setSearch] = useSearchParams();
  const set = (name: string) => (value: string) => setSearch((now) => withParam(now, name, value), { replace: search.has(name) });
  const clear = () =>
    setSearch((now) => ["q", "category", "priority", "owner"].reduce((next, name) => withParam(next, name, ""), now));
  const named = categories.toSorted((a, b) => a.name.localeCompare(b.name)).map(({ id, name }): [string, string] => [String(id), name]);
  return (
    <FilterFields isSet={isFiltered(filters)} onClear={clear} className="md:grid-cols-[minmax(0,16rem)_10rem_8rem_9rem_auto]">
      <PausedInput label={m.tasks.search} type="search" name="q" value={filters.q} onChange={set("q")} />
      <Select label={m.tasks.category} value={String(filters.category ?? "")} options={[["", m.tasks.any], ...named]} onChange={set("category")} />
      <Select label={m.tasks.priority} value={String(filters.priority ?? "")} options={[["", m.tasks.any], ...PRIORITY_OPTIONS]} onChange={set("priority")} />
      <Select
        label={m.tasks.owner}
        value={filters.whose ?? ""}
        options={[["", m.tasks.everybody], ["mine", m.tasks.mine], ["shared", m.tasks.shared]]}
        onChange={set("owner")}
      />
    </FilterFields>
  );
}
