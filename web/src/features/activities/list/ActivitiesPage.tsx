// Everything that was ever written down: filtered by the address, edited in place, taken away as a file.
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useZone } from "@/api/ServicesContext";
import { ActivityList } from "@/features/activities/list/ActivityList";
import { ExportMenu } from "@/features/activities/list/ExportMenu";
import { filtersOf, toServer } from "@/features/activities/list/filter";
import { FilterBar } from "@/features/activities/list/FilterBar";
import { Sums } from "@/features/activities/list/Sums";
import { useTitle } from "@/features/activities/useTitle";
import { m } from "@/lib/messages";

export default function ActivitiesPage() {
  const zone = useZone();
  const [search] = useSearchParams();
  const filters = useMemo(() => filtersOf(search), [search]);
  const filter = useMemo(() => toServer(filters, zone), [filters, zone]);
  useTitle(m.activities.title);
  return (
    <>
      <header className="mb-4 flex items-center gap-3">
        <h1 className="flex-1 text-xl font-semibold tracking-tight md:text-2xl">{m.activities.title}</h1>
        <ExportMenu filter={filter} />
      </header>
      <FilterBar filters={filters} />
      <div className="grid items-start gap-x-7 gap-y-4 lg:grid-cols-[minmax(0,1fr)_15rem]">
        <ActivityList key={JSON.stringify(filter)} filter={filter} filters={filters} zone={zone} />
        <Sums filter={filter} zone={zone} />
      </div>
    </>
  );
}
