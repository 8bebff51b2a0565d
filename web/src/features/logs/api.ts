// The long list of my logs, page by page. The newest first it is live; in another order, or when many came at once,
// its pages are read again.
// Not here: writes (writes.ts), what is not yet answered (pending.ts).
import type { Meta } from "@/api/base";
import { keepLive, snapshotOf } from "@/api/live";
import { schema } from "@/api/schema";
import type { Services } from "@/api/services";
import { isNewestFirst, orderingOf, paramsOf, type Sort } from "@/features/logs/filter";
import type { Log } from "@/features/logs/model";
import { type LogFilter, pageRule, type Place } from "@/features/logs/rule";
import type { Snapshot } from "@/realtime/apply";

const PAGE = 100;
const READ_AGAIN_MS = 500;

export interface LogsQuery {
  user: number;
  filter: LogFilter;
  sort: Sort;
}

interface LogPage extends Snapshot<Log> {
  /** The last of the page, after which the next begins; null on the last page. */
  last: Place | null;
  hasNext: boolean;
}

interface Pages {
  pages: LogPage[];
  pageParams: (Place | number | null)[];
}

interface Numbered {
  results: Log[];
  next: string | null;
}

const live = keepLive<LogsQuery, Pages, Log>({
  parts: ({ pages, pageParams }, { filter, sort }) =>
    isNewestFirst(sort)
      ? pages.map((page, index) => [page, pageRule(filter, pageParams[index] as Place | null, page.hasNext ? page.last : null)])
      : [],
  join: (data, parts) => ({ ...data, pages: data.pages.map((page, index) => ({ ...page, ...parts[index] })) }),
});

export const logsApi = schema.injectEndpoints({
  endpoints: (build) => ({
    pageLogs: build.infiniteQuery<LogPage, LogsQuery, Place | number | null>({
      query: ({ queryArg: { user, filter, sort }, pageParam }) => ({
        url: `/logs/${user}/`,
        params: isNewestFirst(sort)
          ? { ...paramsOf(filter), limit: PAGE, ...(pageParam !== null && { before: (pageParam as Place).id }) }
          : { ...paramsOf(filter), ordering: orderingOf(sort), page: pageParam ?? 1 },
      }),
      transformResponse: (answer: Log[] | Numbered, meta: Meta | undefined) => {
        const items = Array.isArray(answer) ? answer : answer.results;
        const last = items.at(-1);
        return {
          ...snapshotOf(items, meta, "me"),
          last: last ? { id: last.id, timestamp: last.timestamp } : null,
          hasNext: Array.isArray(answer) ? (meta?.hasNext ?? false) : answer.next !== null,
        };
      },
      infiniteQueryOptions: {
        initialPageParam: null,
        getNextPageParam: (page, _pages, param, _params, { sort }) => {
          if (!page.hasNext) return undefined;
          return isNewestFirst(sort) ? page.last : ((param as number | null) ?? 1) + 1;
        },
      },
      providesTags: ["Log"],
      onQueryStarted: live.onQueryStarted,
      async onCacheEntryAdded(query, api) {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const stop = (api.extra as Services).feed.listen(({ type }) => {
          const isKept = isNewestFirst(query.sort) && type !== "logs_created";
          if (!/^logs?_/.test(type) || isKept || timer) return;
          timer = setTimeout(() => {
            timer = undefined;
            api.dispatch(schema.util.invalidateTags(["Log"]));
          }, READ_AGAIN_MS);
        });
        await live.onCacheEntryAdded(query, api);
        clearTimeout(timer);
        stop();
      },
    }),
  }),
});

export const { usePageLogsInfiniteQuery } = logsApi;
