import { api } from "./base";
const injectedRtkApi = api.injectEndpoints({
  endpoints: (build) => ({
    setPassword: build.mutation<SetPasswordApiResponse, SetPasswordApiArg>({
      query: (queryArg) => ({
        url: `/api/auth/users/set_password/`,
        method: "POST",
        body: queryArg.body,
      }),
    }),
    listSessions: build.query<ListSessionsApiResponse, ListSessionsApiArg>({
      query: () => ({ url: `/api/auth/sessions/` }),
    }),
    deleteSession: build.mutation<
      DeleteSessionApiResponse,
      DeleteSessionApiArg
    >({
      query: (queryArg) => ({
        url: `/api/auth/sessions/${queryArg.id}/`,
        method: "DELETE",
      }),
    }),
    listActivities: build.query<
      ListActivitiesApiResponse,
      ListActivitiesApiArg
    >({
      query: (queryArg) => ({
        url: `/api/activities/`,
        params: {
          from: queryArg["from"],
          to: queryArg.to,
          name: queryArg.name,
          tag: queryArg.tag,
          limit: queryArg.limit,
          before: queryArg.before,
        },
      }),
    }),
    createActivity: build.mutation<
      CreateActivityApiResponse,
      CreateActivityApiArg
    >({
      query: (queryArg) => ({
        url: `/api/activities/`,
        method: "POST",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    findActivity: build.query<FindActivityApiResponse, FindActivityApiArg>({
      query: (queryArg) => ({ url: `/api/activities/${queryArg.id}/` }),
    }),
    replaceActivity: build.mutation<
      ReplaceActivityApiResponse,
      ReplaceActivityApiArg
    >({
      query: (queryArg) => ({
        url: `/api/activities/${queryArg.id}/`,
        method: "PUT",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    updateActivity: build.mutation<
      UpdateActivityApiResponse,
      UpdateActivityApiArg
    >({
      query: (queryArg) => ({
        url: `/api/activities/${queryArg.id}/`,
        method: "PATCH",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    deleteActivity: build.mutation<
      DeleteActivityApiResponse,
      DeleteActivityApiArg
    >({
      query: (queryArg) => ({
        url: `/api/activities/${queryArg.id}/`,
        method: "DELETE",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    restoreActivity: build.mutation<
      RestoreActivityApiResponse,
      RestoreActivityApiArg
    >({
      query: (queryArg) => ({
        url: `/api/activities/${queryArg.id}/restore/`,
        method: "POST",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    startTimer: build.mutation<StartTimerApiResponse, StartTimerApiArg>({
      query: (queryArg) => ({
        url: `/api/activities/start/`,
        method: "POST",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    stopTimer: build.mutation<StopTimerApiResponse, StopTimerApiArg>({
      query: (queryArg) => ({
        url: `/api/activities/stop/`,
        method: "POST",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    findCurrentTimer: build.query<
      FindCurrentTimerApiResponse,
      FindCurrentTimerApiArg
    >({
      query: () => ({ url: `/api/activities/current/` }),
    }),
    summarizeActivities: build.query<
      SummarizeActivitiesApiResponse,
      SummarizeActivitiesApiArg
    >({
      query: (queryArg) => ({
        url: `/api/activities/summary/`,
        params: {
          from: queryArg["from"],
          to: queryArg.to,
          by: queryArg.by,
          tz: queryArg.tz,
          name: queryArg.name,
          tag: queryArg.tag,
        },
      }),
    }),
  }),
  overrideExisting: false,
});
export { injectedRtkApi as schema };
export type SetPasswordApiResponse = unknown;
export type SetPasswordApiArg = {
  body: {
    new_password: string;
    current_password: string;
  };
};
export type ListSessionsApiResponse = /** status 200 OK */ Session[];
export type ListSessionsApiArg = void;
export type DeleteSessionApiResponse = unknown;
export type DeleteSessionApiArg = {
  id: number;
};
export type ListActivitiesApiResponse = /** status 200 ok */ Activity[];
export type ListActivitiesApiArg = {
  from?: string;
  to?: string;
  name?: string;
  tag?: string;
  limit?: number;
  before?: number;
};
export type CreateActivityApiResponse = /** status 201 ok */ Activity;
export type CreateActivityApiArg = {
  "Idempotency-Key"?: string;
  body: {
    activity_name: string;
    duration?: number;
    started_at?: string;
    ended_at?: string;
    note?: string;
    tags?: string[];
  };
};
export type FindActivityApiResponse = /** status 200 ok */ Activity;
export type FindActivityApiArg = {
  id: number;
};
export type ReplaceActivityApiResponse = /** status 200 ok */ Activity;
export type ReplaceActivityApiArg = {
  id: number;
  "Idempotency-Key"?: string;
  body: {
    activity_name: string;
    duration?: number;
    started_at?: string;
    ended_at?: string;
    note?: string;
    tags?: string[];
  };
};
export type UpdateActivityApiResponse = /** status 200 ok */ Activity;
export type UpdateActivityApiArg = {
  id: number;
  "Idempotency-Key"?: string;
  body: {
    activity_name?: string;
    duration?: number;
    started_at?: string;
    ended_at?: string;
    note?: string;
    tags?: string[];
  };
};
export type DeleteActivityApiResponse = unknown;
export type DeleteActivityApiArg = {
  id: number;
  "Idempotency-Key"?: string;
};
export type RestoreActivityApiResponse = /** status 200 ok */ Activity;
export type RestoreActivityApiArg = {
  id: number;
  "Idempotency-Key"?: string;
};
export type StartTimerApiResponse = /** status 201 ok */ Activity;
export type StartTimerApiArg = {
  "Idempotency-Key"?: string;
  body: {
    activity_name: string;
    started_at?: string;
    note?: string;
    tags?: string[];
  };
};
export type StopTimerApiResponse = /** status 200 ok */ Activity;
export type StopTimerApiArg = {
  "Idempotency-Key"?: string;
};
export type FindCurrentTimerApiResponse = /** status 200 ok */ Activity | null;
export type FindCurrentTimerApiArg = void;
export type SummarizeActivitiesApiResponse =
  /** status 200 ok */ SummaryGroup[];
export type SummarizeActivitiesApiArg = {
  from?: string;
  to?: string;
  by?: string;
  tz?: string;
  name?: string;
  tag?: string;
};
export type Detail = {
  detail: string;
};
export type Session = {
  id: number;
  /** What carries it: `token`, `jwt` or `browser`. */
  kind: string;
  created_at: string;
  /** Give or take five minutes. */
  last_seen: string;
  expires_at: string;
  address: string;
  agent: string;
  /** Whether this request came with it. */
  current: boolean;
};
export type Activity = {
  id: number;
  user: string;
  activity_name: string;
  duration: number;
  timestamp: string;
  started_at: string;
  ended_at: string | null;
  running: boolean;
  note: string;
  tags: string[];
};
export type SummaryGroup = {
  group: string | null;
  minutes: number;
};
export const {
  useSetPasswordMutation,
  useListSessionsQuery,
  useDeleteSessionMutation,
  useListActivitiesQuery,
  useCreateActivityMutation,
  useFindActivityQuery,
  useReplaceActivityMutation,
  useUpdateActivityMutation,
  useDeleteActivityMutation,
  useRestoreActivityMutation,
  useStartTimerMutation,
  useStopTimerMutation,
  useFindCurrentTimerQuery,
  useSummarizeActivitiesQuery,
} = injectedRtkApi;
