// My sessions, live.
import type { DefinitionsFromApi, OverrideResultType, TagTypesFromApi } from "@reduxjs/toolkit/query/react";
import type { Meta } from "@/api/base";
import { keepSnapshotLive, snapshotOf } from "@/api/live";
import { schema, type Session } from "@/api/schema";
import type { Rule, Snapshot } from "@/realtime/apply";

type Definitions = DefinitionsFromApi<typeof schema>;
type LiveDefinitions = Omit<Definitions, "listSessions"> & {
  listSessions: OverrideResultType<Definitions["listSessions"], Snapshot<Session>>;
};

export const sessionRule: Rule<Session> = {
  stream: "me",
  puts: ["session_started"],
  removes: ["session_ended"],
  holds: () => true,
  order: (a, b) => Number(b.current) - Number(a.current) || Date.parse(b.last_seen) - Date.parse(a.last_seen),
};

export const identityApi = schema.enhanceEndpoints<TagTypesFromApi<typeof schema>, LiveDefinitions>({
  endpoints: {
    listSessions: {
      providesTags: ["Session"],
      transformResponse: (items: Session[], meta: Meta | undefined) => snapshotOf(items.toSorted(sessionRule.order), meta, "me"),
      ...keepSnapshotLive<unknown, Session>(() => sessionRule),
    },
    deleteSession: { invalidatesTags: ["Session"] },
  },
});

export const {
  useListSessionsQuery,
  useDeleteSessionMutation,
  useSetPasswordMutation,
  useFindMeQuery,
  useUpdateMeMutation,
  useDeleteMeMutation,
  useCreateTokenMutation,
} = identityApi;
