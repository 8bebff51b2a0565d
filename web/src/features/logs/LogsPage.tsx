// What programs and people did, live: filtered and sorted by the address, each opened in place, all taken away as a file.
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useViewer, useZone } from "@/api/ServicesContext";
import { type ExportFormat, exportLink, filtersOf, toServer } from "@/features/logs/filter";
import { LogFilters } from "@/features/logs/LogFilters";
import { LogTable } from "@/features/logs/LogTable";
import { m } from "@/lib/messages";
import { useTabTitle } from "@/lib/title";
import { FilesMenu } from "@/ui/FilesMenu";

const FORMATS: ExportFormat[] = ["csv", "json", "ndjson"];

export default function LogsPage() {
  const { id } = useViewer();
  const zone = useZone();
  const [search] = useSearchParams();
  const filters = useMemo(() => filtersOf(search), [search]);
  const filter = useMemo(() => toServer(filters, zone), [filters, zone]);
  useTabTitle(m.app.title(m.logs.title));
  const { sort } = filters;
  const files = useMemo(
    () => FORMATS.map((format): [string, string] => [m.logs.exportAs[format], exportLink(id, format, filter, sort)]),
    [id, filter, sort],
  );
  return (
    <>
      <header className="mb-4 flex items-center gap-3">
        <h1 className="flex-1 text-xl font-semibold tracking-tight md:text-2xl">{m.logs.title}</h1>
        <FilesMenu label={m.logs.export} files={files} />
      </header>
      <LogFilters filters={filters} />
      <LogTable key={JSON.stringify([filter, filters.sort])} filter={filter} filters={filters} zone={zone} />
    </>
  );
}
