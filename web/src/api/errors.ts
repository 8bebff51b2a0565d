// What an error of the API says, in words for people and for forms.
import type { FetchBaseQueryError } from "@reduxjs/toolkit/query";
import { m } from "@/lib/messages";

type FieldErrors = Record<string, string[]>;

function asApiError(error: unknown): FetchBaseQueryError | null {
  return typeof error === "object" && error !== null && "status" in error ? (error as FetchBaseQueryError) : null;
}

/** The messages under each field of a 400, empty for any other error. */
export function fieldErrors(error: unknown): FieldErrors {
  const refused = asApiError(error);
  if (refused?.status !== 400 || typeof refused.data !== "object" || refused.data === null) return {};
  const lists = Object.entries(refused.data).map(([field, said]) => [field, [said].flat().map(String)]);
  return Object.fromEntries(lists) as FieldErrors;
}

/** One sentence on what went wrong. */
export function reasonOf(error: unknown): string {
  const failed = asApiError(error);
  if (!failed) return m.error.unknown;
  if (failed.status === "FETCH_ERROR" || failed.status === "TIMEOUT_ERROR") return m.error.offline;
  if (failed.status === 503) return m.error.busy;
  const body = (typeof failed.data === "object" && failed.data) as Record<string, unknown> | false;
  if (typeof failed.status === "number" && failed.status >= 500) return m.error.server(body ? String(body.request_id) : undefined);
  if (body && typeof body.detail === "string") return body.detail;
  const first = Object.values(fieldErrors(error)).flat()[0];
  return first ?? m.error.unknown;
}
