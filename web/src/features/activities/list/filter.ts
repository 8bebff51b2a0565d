// The filters of the long list as the address has them (days of my zone), and as the server wants them (instants). Pure.
import type { ActivityFilter } from "@/features/activities/rule";
import { endOf, isDay, startOf } from "@/lib/zone";

export const FILTER_NAMES = ["from", "to", "name", "tag"] as const;
export type FilterName = (typeof FILTER_NAMES)[number];
export type Filters = Record<FilterName, string>;

export function filtersOf(search: URLSearchParams): Filters {
  const day = (name: string) => {
    const text = search.get(name) ?? "";
    return isDay(text) ? text : "";
  };
  return { from: day("from"), to: day("to"), name: search.get("name") ?? "", tag: (search.get("tag") ?? "").replace(/^#/, "") };
}

export function isFiltered(filters: Filters): boolean {
  return FILTER_NAMES.some((name) => filters[name] !== "");
}

/** `to` is the whole day in the form, and the first instant after it for the server. */
export function toServer({ from, to, name, tag }: Filters, zone: string): ActivityFilter {
  return {
    ...(from && { from: new Date(startOf(from, zone)).toISOString() }),
    ...(to && { to: new Date(endOf(to, zone)).toISOString() }),
    ...(name && { name }),
    ...(tag && { tag }),
  };
}

export type ExportFormat = "csv" | "json" | "ics";

export function exportLink(format: ExportFormat, filter: ActivityFilter): string {
  return `/api/activities/export/?${new URLSearchParams({ format, ...(filter as Record<string, string>) }).toString()}`;
}
