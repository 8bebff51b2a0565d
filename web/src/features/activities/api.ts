// The live collections of activities: any list, the running timer, the pages of the long list; and their sums.
// Not here: writes (writes.ts), what is not yet answered (pending.ts).
import type { DefinitionsFromApi, OverrideResultType, TagTypesFromApi } from "@reduxjs/toolkit/query/react";
import type { Meta } from "@/api/base";
import { keepLive, keepSnapshotLive, snapshotOf } from "@/api/live";
import { schema } from "@/api/schema";
import type { Services } from "@/api/services";
import type { Activity } from "@/features/activities/model";
import { type ActivityFilter, activityRule, isMeant } from "@/features/activities/rule";
import type { Rule, Snapshot } from "@/realtime/apply";

const PAGE = 100;
const SUM_AGAIN_MS = 400;

export interface ActivityPage extends Snapshot<Activity> {
  /** The id before which the next page begins; null on the last. */
  next: number | null;
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

/** A page holds the ids between its own beginning and that of the next. */
function pageRule(filter: ActivityFilter, before: number | null | undefined, next: number | null): Rule<Activity> {
  return activityRule(
    (activity) => isMeant(activity, filter) && (before == null || activity.id < before) && (next === null || activity.id >= next),
  );
}

interface Pages {
  pages: ActivityPage[];
  pageParams: (number | null)[];
}

export const activitiesApi = liveApi.injectEndpoints({
  endpoints: (build) => ({
    pageActivities: build.infiniteQuery<ActivityPage, ActivityFilter, number | null>({
      query: ({ queryArg, pageParam }) => ({
        url: "/api/activities/",
        params: { ...queryArg, limit: PAGE, before: pageParam ?? undefined },
      }),
      transformResponse: (items: Activity[], meta: Meta | undefined) => ({
        ...snapshotOf(items, meta, "me"),
        next: (items.length === PAGE && items.at(-1)?.id) || null,
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
