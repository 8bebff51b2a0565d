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
        headers: {
          "If-None-Match": queryArg["If-None-Match"],
        },
        params: {
          from: queryArg["from"],
          to: queryArg.to,
          name: queryArg.name,
          tag: queryArg.tag,
          tz: queryArg.tz,
          ordering: queryArg.ordering,
          limit: queryArg.limit,
          before: queryArg.before,
          page: queryArg.page,
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
    findCurrentTimer: build.query<
      FindCurrentTimerApiResponse,
      FindCurrentTimerApiArg
    >({
      query: () => ({ url: `/api/activities/current/` }),
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
    summarizeActivities: build.query<
      SummarizeActivitiesApiResponse,
      SummarizeActivitiesApiArg
    >({
      query: (queryArg) => ({
        url: `/api/activities/summary/`,
        params: {
          from: queryArg["from"],
          to: queryArg.to,
          name: queryArg.name,
          tag: queryArg.tag,
          tz: queryArg.tz,
          by: queryArg.by,
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
    listProfiles: build.query<ListProfilesApiResponse, ListProfilesApiArg>({
      query: (queryArg) => ({
        url: `/api/profiles/`,
        params: {
          limit: queryArg.limit,
          before: queryArg.before,
          page: queryArg.page,
        },
      }),
    }),
    createProfile: build.mutation<
      CreateProfileApiResponse,
      CreateProfileApiArg
    >({
      query: (queryArg) => ({
        url: `/api/profiles/`,
        method: "POST",
        body: queryArg.body,
      }),
    }),
    findMyProfile: build.query<FindMyProfileApiResponse, FindMyProfileApiArg>({
      query: () => ({ url: `/api/profiles/me/` }),
    }),
    replaceMyProfile: build.mutation<
      ReplaceMyProfileApiResponse,
      ReplaceMyProfileApiArg
    >({
      query: (queryArg) => ({
        url: `/api/profiles/me/`,
        method: "PUT",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    updateMyProfile: build.mutation<
      UpdateMyProfileApiResponse,
      UpdateMyProfileApiArg
    >({
      query: (queryArg) => ({
        url: `/api/profiles/me/`,
        method: "PATCH",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    deleteMyProfile: build.mutation<
      DeleteMyProfileApiResponse,
      DeleteMyProfileApiArg
    >({
      query: (queryArg) => ({
        url: `/api/profiles/me/`,
        method: "DELETE",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    findProfile: build.query<FindProfileApiResponse, FindProfileApiArg>({
      query: (queryArg) => ({ url: `/api/profiles/${queryArg.id}/` }),
    }),
    replaceProfile: build.mutation<
      ReplaceProfileApiResponse,
      ReplaceProfileApiArg
    >({
      query: (queryArg) => ({
        url: `/api/profiles/${queryArg.id}/`,
        method: "PUT",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    updateProfile: build.mutation<
      UpdateProfileApiResponse,
      UpdateProfileApiArg
    >({
      query: (queryArg) => ({
        url: `/api/profiles/${queryArg.id}/`,
        method: "PATCH",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    deleteProfile: build.mutation<
      DeleteProfileApiResponse,
      DeleteProfileApiArg
    >({
      query: (queryArg) => ({
        url: `/api/profiles/${queryArg.id}/`,
        method: "DELETE",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    listHistory: build.query<ListHistoryApiResponse, ListHistoryApiArg>({
      query: (queryArg) => ({
        url: `/api/profile-history/`,
        headers: {
          "If-None-Match": queryArg["If-None-Match"],
        },
        params: {
          user: queryArg.user,
          activity_type: queryArg.activityType,
          from: queryArg["from"],
          to: queryArg.to,
          limit: queryArg.limit,
          before: queryArg.before,
          page: queryArg.page,
        },
      }),
    }),
    findHistoryRecord: build.query<
      FindHistoryRecordApiResponse,
      FindHistoryRecordApiArg
    >({
      query: (queryArg) => ({ url: `/api/profile-history/${queryArg.id}/` }),
    }),
    deleteHistoryRecord: build.mutation<
      DeleteHistoryRecordApiResponse,
      DeleteHistoryRecordApiArg
    >({
      query: (queryArg) => ({
        url: `/api/profile-history/${queryArg.id}/`,
        method: "DELETE",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
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
export type ListActivitiesApiResponse =
  | /** status 200 OK */ Activity[]
  | {
      count: number;
      next?: string | null;
      previous?: string | null;
      results: Activity[];
    };
export type ListActivitiesApiArg = {
  /** Those that began then or later; a date is the whole day. */
  from?: string;
  /** Those that began before; a date is the whole day. */
  to?: string;
  /** Those whose name holds this, in any case of a to z. */
  name?: string;
  /** Those with this tag, in any case. */
  tag?: string;
  /** The zone of days, by its IANA name; else the user's own. */
  tz?: string;
  /** `-id` (the default): what was logged last comes first. `-started_at`: what began last does; `to` and `before` together then name the one to go on from. */
  ordering?: "-id" | "-started_at";
  /** At most so many, 1 to 500. */
  limit?: number;
  /** Only those before the one with this id, in the list's default order. */
  before?: number;
  /** A page of 50, from 1 (or `last`); answers `count`, `next`, `previous` and `results`. */
  page?: string;
  /** The `ETag` of an answer that the client has. */
  "If-None-Match"?: string;
};
export type CreateActivityApiResponse = /** status 201 Created */ Activity;
export type CreateActivityApiArg = {
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** What was done. */
    activity_name: string;
    /** Whole minutes. Required unless `started_at` is sent. */
    duration?: number;
    /** When it began. */
    started_at?: string;
    /** When it ended. */
    ended_at?: string | null;
    /** More words on it. */
    note?: string;
    /** Its tags. */
    tags?: string[];
  };
};
export type FindCurrentTimerApiResponse = /** status 200 OK */ Activity | null;
export type FindCurrentTimerApiArg = void;
export type StartTimerApiResponse = /** status 201 Created */ Activity;
export type StartTimerApiArg = {
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** What is being done. */
    activity_name: string;
    /** When it began, not in the future; now, if it is left out. */
    started_at?: string;
    /** More words on it. */
    note?: string;
    /** Its tags. */
    tags?: string[];
  };
};
export type StopTimerApiResponse = /** status 200 OK */ Activity;
export type StopTimerApiArg = {
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type SummarizeActivitiesApiResponse =
  /** status 200 OK */ SummaryGroup[];
export type SummarizeActivitiesApiArg = {
  /** Those that began then or later; a date is the whole day. */
  from?: string;
  /** Those that began before; a date is the whole day. */
  to?: string;
  /** Those whose name holds this, in any case of a to z. */
  name?: string;
  /** Those with this tag, in any case. */
  tag?: string;
  /** The zone of days, by its IANA name; else the user's own. */
  tz?: string;
  /** Day (in the zone), week (from Monday on), name or tag; an activity counts under each of its tags. */
  by?: "day" | "week" | "name" | "tag";
};
export type FindActivityApiResponse = /** status 200 OK */ Activity;
export type FindActivityApiArg = {
  id: number;
};
export type ReplaceActivityApiResponse = /** status 200 OK */ Activity;
export type ReplaceActivityApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** What was done. */
    activity_name: string;
    /** Whole minutes. Required unless `started_at` is sent. */
    duration?: number;
    /** When it began. */
    started_at?: string;
    /** When it ended. */
    ended_at?: string | null;
    /** More words on it. */
    note?: string;
    /** Its tags. */
    tags?: string[];
  };
};
export type UpdateActivityApiResponse = /** status 200 OK */ Activity;
export type UpdateActivityApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** What was done. */
    activity_name?: string;
    /** Whole minutes. */
    duration?: number;
    /** When it began. */
    started_at?: string;
    /** When it ended. */
    ended_at?: string | null;
    /** More words on it. */
    note?: string;
    /** Its tags. */
    tags?: string[];
  };
};
export type DeleteActivityApiResponse = unknown;
export type DeleteActivityApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type RestoreActivityApiResponse = /** status 200 OK */ Activity;
export type RestoreActivityApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type ListProfilesApiResponse =
  | /** status 200 OK */ Profile[]
  | {
      count: number;
      next?: string | null;
      previous?: string | null;
      results: Profile[];
    };
export type ListProfilesApiArg = {
  /** At most so many, 1 to 500. */
  limit?: number;
  /** Only those before the one with this id, in the list's default order. */
  before?: number;
  /** A page of 50, from 1 (or `last`); answers `count`, `next`, `previous` and `results`. */
  page?: string;
};
export type CreateProfileApiResponse = unknown;
export type CreateProfileApiArg = {
  body: {
    /** The first name. */
    name?: string;
    /** The last name. */
    surname?: string;
    /** Years, or null. */
    age?: number | null;
    /** A telephone number. */
    phone_number?: string;
    /** What the user works as. */
    profession?: string;
    /** What the user tells of themselves. */
    about_me?: string;
    /** The IANA name of the zone that the user's days are in. */
    timezone?: string;
  };
};
export type FindMyProfileApiResponse = /** status 200 OK */ Profile;
export type FindMyProfileApiArg = void;
export type ReplaceMyProfileApiResponse = /** status 200 OK */ Profile;
export type ReplaceMyProfileApiArg = {
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** The first name. */
    name?: string;
    /** The last name. */
    surname?: string;
    /** Years, or null. */
    age?: number | null;
    /** A telephone number. */
    phone_number?: string;
    /** What the user works as. */
    profession?: string;
    /** What the user tells of themselves. */
    about_me?: string;
    /** The IANA name of the zone that the user's days are in. */
    timezone?: string;
  };
};
export type UpdateMyProfileApiResponse = /** status 200 OK */ Profile;
export type UpdateMyProfileApiArg = {
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** The first name. */
    name?: string;
    /** The last name. */
    surname?: string;
    /** Years, or null. */
    age?: number | null;
    /** A telephone number. */
    phone_number?: string;
    /** What the user works as. */
    profession?: string;
    /** What the user tells of themselves. */
    about_me?: string;
    /** The IANA name of the zone that the user's days are in. */
    timezone?: string;
  };
};
export type DeleteMyProfileApiResponse = unknown;
export type DeleteMyProfileApiArg = {
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type FindProfileApiResponse = /** status 200 OK */ Profile;
export type FindProfileApiArg = {
  id: number;
};
export type ReplaceProfileApiResponse = /** status 200 OK */ Profile;
export type ReplaceProfileApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** The first name. */
    name?: string;
    /** The last name. */
    surname?: string;
    /** Years, or null. */
    age?: number | null;
    /** A telephone number. */
    phone_number?: string;
    /** What the user works as. */
    profession?: string;
    /** What the user tells of themselves. */
    about_me?: string;
    /** The IANA name of the zone that the user's days are in. */
    timezone?: string;
  };
};
export type UpdateProfileApiResponse = /** status 200 OK */ Profile;
export type UpdateProfileApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** The first name. */
    name?: string;
    /** The last name. */
    surname?: string;
    /** Years, or null. */
    age?: number | null;
    /** A telephone number. */
    phone_number?: string;
    /** What the user works as. */
    profession?: string;
    /** What the user tells of themselves. */
    about_me?: string;
    /** The IANA name of the zone that the user's days are in. */
    timezone?: string;
  };
};
export type DeleteProfileApiResponse = unknown;
export type DeleteProfileApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type ListHistoryApiResponse =
  | /** status 200 OK */ HistoryRecord[]
  | {
      count: number;
      next?: string | null;
      previous?: string | null;
      results: HistoryRecord[];
    };
export type ListHistoryApiArg = {
  /** Those of this user, for staff. */
  user?: number;
  /** Those of this type. */
  activityType?:
    | "registered"
    | "login"
    | "login_failed"
    | "logout"
    | "password_changed"
    | "profile_updated"
    | "session_ended"
    | "export"
    | "history_deleted"
    | "admin_action";
  /** Those of then or later; a date is the whole day. */
  from?: string;
  /** Those before; a date is the whole day. */
  to?: string;
  /** At most so many, 1 to 500. */
  limit?: number;
  /** Only those before the one with this id, in the list's default order. */
  before?: number;
  /** A page of 50, from 1 (or `last`); answers `count`, `next`, `previous` and `results`. */
  page?: string;
  /** The `ETag` of an answer that the client has. */
  "If-None-Match"?: string;
};
export type FindHistoryRecordApiResponse = /** status 200 OK */ HistoryRecord;
export type FindHistoryRecordApiArg = {
  id: number;
};
export type DeleteHistoryRecordApiResponse = unknown;
export type DeleteHistoryRecordApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type Detail = {
  detail: string;
  /** What a program may go by. */
  code?: string | null;
  /** Which kinds of token it was taken for. */
  messages?:
    | {
        [key: string]: string;
      }[]
    | null;
  /** Under which the log tells more. */
  request_id?: string | null;
};
export type Wrong =
  | string[]
  | {
      [key: string]: string[];
    };
export type Invalid =
  | Detail
  | {
      [key: string]: Wrong;
    };
export type Session = {
  /** The session. */
  id: number;
  /** What carries it: `token`, `jwt` or `browser`. */
  kind: string;
  /** Since when. */
  created_at: string;
  /** When it was last used, give or take five minutes. */
  last_seen: string;
  /** When it ends by itself. */
  expires_at: string;
  /** From which address it began. */
  address: string;
  /** What the client called itself. */
  agent: string;
  /** Whether this request came with it. */
  current: boolean;
};
export type Activity = {
  /** Its id. */
  id: number;
  /** The name of the user who did it. */
  user: string;
  /** What was done. */
  activity_name: string;
  /** Whole minutes; 0 while the timer runs. */
  duration: number;
  /** When it was logged. */
  timestamp: string;
  /** When it began. */
  started_at: string;
  /** When it ended; null while the timer runs. */
  ended_at?: string | null;
  /** Whether its timer runs. */
  running: boolean;
  /** More words on it. */
  note: string;
  /** Its tags, in the order given. */
  tags: string[];
};
export type SummaryGroup = {
  /** A date (a week's is its Monday), a name or a tag; null is what has no tag. */
  group?: string | null;
  /** Whole minutes. */
  minutes: number;
};
export type Profile = {
  /** Its id, which is its user's. */
  id: number;
  /** The id of its user. */
  user: number;
  /** The user's login name. */
  username: string;
  /** The user's mail address, or empty. */
  email: string;
  /** The first name, or empty. */
  name: string;
  /** The last name, or empty. */
  surname: string;
  /** Years, or null. */
  age?: number | null;
  /** A telephone number, or empty. */
  phone_number: string;
  /** What the user works as, or empty. */
  profession: string;
  /** What the user tells of themselves, or empty. */
  about_me: string;
  /** Where the picture is, or null. */
  profileimg?: string | null;
  /** The IANA name of the zone that the user's days are in. */
  timezone: string;
  /** When it was last changed. */
  updated_at: string;
};
export type HistoryRecord = {
  /** Its id. */
  id: number;
  /** The id of the profile, which is its user's. */
  user_profile: number;
  /** What sort of thing happened. */
  activity_type:
    | "registered"
    | "login"
    | "login_failed"
    | "logout"
    | "password_changed"
    | "profile_updated"
    | "session_ended"
    | "export"
    | "history_deleted"
    | "admin_action";
  /** When. */
  timestamp: string;
  /** What there is to tell of it; which members there are depends on the type. */
  details: {
    [key: string]: any;
  };
};
export const {
  useSetPasswordMutation,
  useListSessionsQuery,
  useDeleteSessionMutation,
  useListActivitiesQuery,
  useCreateActivityMutation,
  useFindCurrentTimerQuery,
  useStartTimerMutation,
  useStopTimerMutation,
  useSummarizeActivitiesQuery,
  useFindActivityQuery,
  useReplaceActivityMutation,
  useUpdateActivityMutation,
  useDeleteActivityMutation,
  useRestoreActivityMutation,
  useListProfilesQuery,
  useCreateProfileMutation,
  useFindMyProfileQuery,
  useReplaceMyProfileMutation,
  useUpdateMyProfileMutation,
  useDeleteMyProfileMutation,
  useFindProfileQuery,
  useReplaceProfileMutation,
  useUpdateProfileMutation,
  useDeleteProfileMutation,
  useListHistoryQuery,
  useFindHistoryRecordQuery,
  useDeleteHistoryRecordMutation,
} = injectedRtkApi;
