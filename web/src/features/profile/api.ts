// My profile and the history of my account, live.
import type { DefinitionsFromApi, OverrideResultType, TagTypesFromApi } from "@reduxjs/toolkit/query/react";
import type { Meta } from "@/api/base";
import { keepSnapshotLive, snapshotOf } from "@/api/live";
import { byId, keepPagesLive, type Page, pageOf } from "@/api/pages";
import { type HistoryRecord, type Profile, schema } from "@/api/schema";
import type { Rule, Snapshot } from "@/realtime/apply";

export type { HistoryRecord, Profile };

const PAGE = 100;

type Definitions = DefinitionsFromApi<typeof schema>;
type LiveDefinitions = Omit<Definitions, "findMyProfile"> & {
  findMyProfile: OverrideResultType<Definitions["findMyProfile"], Snapshot<Profile>>;
};

const profileRule: Rule<Profile> = { stream: "me", puts: ["profile_updated"], removes: [], holds: () => true, order: () => 0 };

const liveApi = schema.enhanceEndpoints<TagTypesFromApi<typeof schema>, LiveDefinitions>({
  endpoints: {
    findMyProfile: {
      providesTags: ["Profile"],
      transformResponse: (profile: Profile, meta: Meta | undefined) => snapshotOf([profile], meta, "me"),
      ...keepSnapshotLive<unknown, Profile>(() => profileRule),
    },
    updateMyProfile: { invalidatesTags: ["Profile"] },
    updateMe: { invalidatesTags: ["Profile"] },
    deleteHistoryRecord: { invalidatesTags: ["History"] },
  },
});

/** What the server's filters mean. */
export interface HistoryFilter {
  activity_type?: string;
  from?: string;
  /** The first instant that is too late. */
  to?: string;
}

function historyRule({ activity_type, from, to }: HistoryFilter): Rule<HistoryRecord> {
  return {
    stream: "me",
    puts: ["history_created"],
    removes: ["history_deleted"],
    holds: (record) =>
      (!activity_type || record.activity_type === activity_type) &&
      (!from || Date.parse(record.timestamp) >= Date.parse(from)) &&
      (!to || Date.parse(record.timestamp) < Date.parse(to)),
    order: (a, b) => b.id - a.id,
  };
}

function formWith(image: Blob): FormData {
  const form = new FormData();
  form.append("profileimg", image, "picture");
  return form;
}

export const profileApi = liveApi.injectEndpoints({
  endpoints: (build) => ({
    setAvatar: build.mutation<Profile, Blob | null>({
      query: (image) => ({ url: "/api/profiles/me/", method: "PATCH", body: image ? formWith(image) : { profileimg: null } }),
      invalidatesTags: ["Profile"],
    }),
    pageHistory: build.infiniteQuery<Page<HistoryRecord>, HistoryFilter, number | null>({
      query: ({ queryArg, pageParam: before }) => ({
        url: "/api/profile-history/",
        params: { ...queryArg, limit: PAGE, ...(before !== null && { before }) },
      }),
      transformResponse: (items: HistoryRecord[], meta: Meta | undefined) => pageOf(items, meta),
      infiniteQueryOptions: byId,
      providesTags: ["History"],
      ...keepPagesLive<HistoryFilter, HistoryRecord>(historyRule),
    }),
  }),
});

export const {
  useFindMyProfileQuery,
  useUpdateMyProfileMutation,
  useSetAvatarMutation,
  usePageHistoryInfiniteQuery,
  useDeleteHistoryRecordMutation,
} = profileApi;
