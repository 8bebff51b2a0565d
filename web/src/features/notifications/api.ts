// The live collections of notifications: all of them page by page, and those that were not read.
// Not here: writes (writes.ts), what is not yet answered (pending.ts).
import type { DefinitionsFromApi, OverrideResultType, TagTypesFromApi } from "@reduxjs/toolkit/query/react";
import type { Meta } from "@/api/base";
import { keepLive, snapshotOf } from "@/api/live";
import { byId, keepPagesLive, type Page, pageOf } from "@/api/pages";
import { type ListNotificationsApiArg, type Notification, schema } from "@/api/schema";
import { notificationRule } from "@/features/notifications/rule";
import type { Snapshot } from "@/realtime/apply";

const PAGE = 30;

/** Those that were not read; of more than a badge shows, the newest. */
export const UNREAD: ListNotificationsApiArg = { unread: true, limit: 100 };

const unreadRule = notificationRule<Notification>(({ read }) => !read);

interface UnreadSnapshot extends Snapshot<Notification> {
  /** There are more than were read here. */
  hasMore: boolean;
}

type Definitions = DefinitionsFromApi<typeof schema>;
type LiveDefinitions = Omit<Definitions, "listNotifications"> & {
  listNotifications: OverrideResultType<Definitions["listNotifications"], UnreadSnapshot>;
};

const liveApi = schema.enhanceEndpoints<TagTypesFromApi<typeof schema>, LiveDefinitions>({
  endpoints: {
    listNotifications: {
      providesTags: ["Notification"],
      transformResponse: (items: Notification[], meta: Meta | undefined) => ({ ...snapshotOf(items, meta, "me"), hasMore: meta?.hasNext ?? false }),
      ...keepLive<ListNotificationsApiArg, UnreadSnapshot, Notification>({
        parts: (data) => [[data, unreadRule]],
        join: (data, [part]) => ({ ...data, ...part }),
      }),
    },
    readNotifications: { invalidatesTags: ["Notification"] },
  },
});

export const notificationsApi = liveApi.injectEndpoints({
  endpoints: (build) => ({
    pageNotifications: build.infiniteQuery<Page<Notification>, null, number | null>({
      query: ({ pageParam: before }) => ({ url: "/api/notifications/", params: { limit: PAGE, ...(before !== null && { before }) } }),
      transformResponse: (items: Notification[], meta: Meta | undefined) => pageOf(items, meta),
      infiniteQueryOptions: byId,
      providesTags: ["Notification"],
      ...keepPagesLive<unknown, Notification>(() => notificationRule(() => true)),
    }),
  }),
});

export const { useListNotificationsQuery, usePageNotificationsInfiniteQuery } = notificationsApi;
