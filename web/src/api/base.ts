// The API client under every endpoint: same-origin cookies, the CSRF token on unsafe requests, and what each answer
// tells beside its body: the server's clock, the streams' positions, the end of the session.
// Not here: the endpoints (schema.ts, generated), which collections are live (live.ts).
import {
  type BaseQueryFn,
  createApi,
  type FetchArgs,
  fetchBaseQuery,
  type FetchBaseQueryError,
} from "@reduxjs/toolkit/query/react";
import type { Services } from "@/api/services";
import { csrfToken } from "@/lib/boot";
import { type Cursor, parsePositions } from "@/realtime/cursor";

const SAFE = /^(?:GET|HEAD|OPTIONS)$/i;
const TIMEOUT_MS = 20_000;

export interface Meta {
  positions: Record<string, Cursor>;
  /** There is more after this part of a list. */
  hasNext: boolean;
}

const send = fetchBaseQuery({
  baseUrl: location.origin,
  credentials: "same-origin",
  timeout: TIMEOUT_MS,
  prepareHeaders(headers, { arg, extra }) {
    const method = typeof arg === "string" ? "GET" : (arg.method ?? "GET");
    if (!SAFE.test(method)) headers.set("X-CSRFToken", csrfToken((extra as Services).boot, document.cookie));
    headers.set("Accept", "application/json");
  },
});

const baseQuery: BaseQueryFn<string | FetchArgs, unknown, FetchBaseQueryError, object, Meta> = async (args, api, options) => {
  const services = api.extra as Services;
  const sentAt = Date.now();
  const { meta, ...answer } = await send(args, api, options);
  const headers = meta?.response?.headers;
  services.clock.observe(headers?.get("Date") ?? null, sentAt, Date.now());
  if (answer.error?.status === 401) services.onSignedOut();
  const hasNext = headers?.get("Link")?.includes('rel="next"') ?? false;
  return { ...answer, meta: { positions: parsePositions(headers?.get("Daybook-Seq") ?? null), hasNext } };
};

export const api = createApi({
  baseQuery,
  tagTypes: ["Activity", "Summary", "Session", "Log", "Task", "Category", "Profile", "History", "Notification", "CalendarKey", "Room", "Message", "Unread"],
  endpoints: () => ({}),
});
