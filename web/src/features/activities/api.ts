// The live collections of activities: any list, the running timer, the pages of the long list; and their sums.
// Not here: writes (writes.ts), what is not yet answered (pending.ts).
import type { DefinitionsFromApi, OverrideResultType, TagTypesFromApi } from "@reduxjs/toolkit/query/react";
import type { Meta } from "@/api/base";
import { keepLive, keepSnapshotLive, snapshotOf } from "@/api/live";
import { schema } from "@/api/schema";
import type { Services } from "@/api/services";
import type { Activity } from "@/features/activities/model";
import { type ActivityFilter, activityRule, isMeant, latestFirst, type Place, placeOf } from "@/features/activities/rule";
import type { Rule, Snapshot } from "@/realtime/apply";

const PAGE = 100;
const LATEST_FIRST = "-started_at";
const SUM_AGAIN_MS = 400;

export interface ActivityPage extends Snapshot<Activity> {
  /** The last of the page, after which the next begins; null on the last page. */
  next: Place | null;
}

type Definitions = DefinitionsFromApi<typeof schema>;
type LiveDefinitions = Omit<Definitions, "listActivities" | "findCurrentTimer"> & {
  listActivities: OverrideResultType<Definitions["listActivities"], Snapshot<Activity>>;
  findCurrentTimer: OverrideResultType<Definitions["findCurrentTimer"], Snapshot<Activity>>;
};

const liveApi = schema.enhanceEndpoints<TagTypesFromApi<typeof schema>, LiveDefinitions>({
  endpoints: {
    listActivities: {
      providesTags: ["Activity"],
      transformResponse: (items: Activity[], meta: Meta | undefined) => snapshotOf(items, meta, "me"),
      ...keepSnapshotLive<ActivityFilter, Activity>((filter) => activityRule((activity) => isMeant(activity, filter))),
    },
    findCurrentTimer: {
      providesTags: ["Activity"],
      transformResponse: (timer: Activity | null, meta: Meta | undefined) => snapshotOf(timer ? [timer] : [], meta, "me"),
      ...keepSnapshotLive<unknown, Activity>(() => activityRule((activity) => activity.running)),
    },
    summarizeActivities: {
      providesTags: ["Summary"],
      async onCacheEntryAdded(_, { extra, dispatch, cacheEntryRemoved }) {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const stop = (extra as Services).feed.listen(({ type }) => {
          if (!type.startsWith("activity_")) return;
          clearTimeout(timer);
          timer = setTimeout(() => dispatch(schema.util.invalidateTags(["Summary"])), SUM_AGAIN_MS);
        });
        await cacheEntryRemoved;
        clearTimeout(timer);
        stop();
      },
    },
  },
});

/** A page holds what lies after the last of the page before, down to its own last. */
function pageRule(filter: ActivityFilter, after: Place | null | undefined, last: Place | null): Rule<Activity> {
  const holds = (activity: Activity) =>
    isMeant(activity, filter) && (!after || latestFirst(after, activity) < 0) && (!last || latestFirst(activity, last) <= 0);
  return activityRule(holds, latestFirst);
}

interface Pages {
  pages: ActivityPage[];
  pageParams: (Place | null)[];
}

export const activitiesApi = liveApi.injectEndpoints({
  endpoints: (build) => ({
    pageActivities: build.infiniteQuery<ActivityPage, ActivityFilter, Place | null>({
      query: ({ queryArg, pageParam: after }) => ({
        url: "/api/activities/",
        params: { ...queryArg, ordering: LATEST_FIRST, limit: PAGE, ...(after && { to: after.started_at, before: after.id }) },
      }),
      transformResponse: (items: Activity[], meta: Meta | undefined) => ({
        ...snapshotOf(items, meta, "me"),
        next: (items.length === PAGE && placeOf(items.at(-1))) || null,
      }),
      infiniteQueryOptions: { initialPageParam: null, getNextPageParam: (last) => last.next ?? undefined },
      providesTags: ["Activity"],
      ...keepLive<ActivityFilter, Pages, Activity>({
        parts: ({ pages, pageParams }, filter) =>
          pages.map((page, index) => [page, pageRule(filter, pageParams[index], page.next)]),
        join: (data, parts) => ({
          ...data,
          pages: data.pages.map((page, index) => ({ ...page, ...parts[index] })),
        }),
      }),
    }),
  }),
});

export const {
  useListActivitiesQuery,
  useFindCurrentTimerQuery,
  useSummarizeActivitiesQuery,
  usePageActivitiesInfiniteQuery,
} = activitiesApi;
