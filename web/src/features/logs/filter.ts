// The filters of the logs as the address has them (days of my zone), and as the server wants them (instants). Pure.
import { isStatus, type Status } from "@/features/logs/model";
import type { LogFilter } from "@/features/logs/rule";
import { endOf, isDay, startOf } from "@/lib/zone";

const METADATA = "metadata.";
/** Keys of metadata that the server takes at once. */
export const MOST_METADATA = 5;
const SORT_KEYS = ["timestamp", "action", "status"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Sort {
  key: SortKey;
  isDescending: boolean;
}

export interface Filters {
  action: string;
  status: Status | "";
  from: string;
  to: string;
  metadata: [string, string][];
  sort: Sort;
}

const NEWEST_FIRST: Sort = { key: "timestamp", isDescending: true };

function sortOf(text: string): Sort {
  const key = SORT_KEYS.find((name) => name === text.replace(/^-/, ""));
  return key ? { key, isDescending: text.startsWith("-") } : NEWEST_FIRST;
}

export function isNewestFirst({ key, isDescending }: Sort): boolean {
  return key === "timestamp" && isDescending;
}

export function filtersOf(search: URLSearchParams): Filters {
  const day = (name: string) => {
    const text = search.get(name) ?? "";
    return isDay(text) ? text : "";
  };
  const status = search.get("status") ?? "";
  const pairs = [...search].filter(([name]) => name.startsWith(METADATA) && name.length > METADATA.length);
  return {
    action: search.get("action") ?? "",
    status: isStatus(status) ? status : "",
    from: day("from"),
    to: day("to"),
    metadata: pairs.slice(0, MOST_METADATA).map(([name, value]) => [name.slice(METADATA.length), value]),
    sort: sortOf(search.get("ordering") ?? ""),
  };
}

export function isFiltered({ action, status, from, to, metadata }: Filters): boolean {
  return [action, status, from, to].some(Boolean) || metadata.length > 0;
}

/** The address sorted by a column: one press sorts by it, the next turns it around. */
export function withSort(search: URLSearchParams, key: SortKey): URLSearchParams {
  const before = sortOf(search.get("ordering") ?? "");
  const isDescending = before.key === key ? !before.isDescending : key === "timestamp";
  const next = new URLSearchParams(search);
  if (isNewestFirst({ key, isDescending })) next.delete("ordering");
  else next.set("ordering", `${isDescending ? "-" : ""}${key}`);
  return next;
}

/** "key=value"; the key has no "=". */
export function parsePair(text: string): [string, string] | null {
  const equals = text.indexOf("=");
  const key = text.slice(0, Math.max(0, equals)).trim();
  return key ? [key, text.slice(equals + 1).trim()] : null;
}

export function withPair(search: URLSearchParams, [key, value]: [string, string]): URLSearchParams {
  const next = new URLSearchParams(search);
  next.set(METADATA + key, value);
  return next;
}

export function withoutPair(search: URLSearchParams, key: string): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete(METADATA + key);
  return next;
}

/** `to` is the whole day: its last microsecond is included. */
export function toServer({ action, status, from, to, metadata }: Filters, zone: string): LogFilter {
  return {
    ...(action && { action }),
    ...(status && { status }),
    ...(from && { timestamp_start: new Date(startOf(from, zone)).toISOString() }),
    ...(to && { timestamp_end: new Date(endOf(to, zone) - 1).toISOString().replace("Z", "999Z") }),
    ...(metadata.length > 0 && { metadata }),
  };
}

export function orderingOf({ key, isDescending }: Sort): string {
  return `${isDescending ? "-" : ""}${key}`;
}

/** The filter as parameters of a request. */
export function paramsOf({ metadata = [], ...words }: LogFilter): Record<string, string> {
  return { ...words, ...Object.fromEntries(metadata.map(([key, value]) => [METADATA + key, value])) };
}

export type ExportFormat = "csv" | "json" | "ndjson";

export function exportLink(user: number, format: ExportFormat, filter: LogFilter, sort: Sort): string {
  const query = new URLSearchParams({ format, ...paramsOf(filter), ...(!isNewestFirst(sort) && { ordering: orderingOf(sort) }) });
  return `/logs/${user}/export/?${query.toString()}`;
}
