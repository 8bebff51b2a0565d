import { api } from "./base";
const injectedRtkApi = api.injectEndpoints({
  endpoints: (build) => ({
    createToken: build.mutation<CreateTokenApiResponse, CreateTokenApiArg>({
      query: (queryArg) => ({
        url: `/api/token/`,
        method: "POST",
        body: queryArg.body,
      }),
    }),
    findPeople: build.query<FindPeopleApiResponse, FindPeopleApiArg>({
      query: (queryArg) => ({
        url: `/api/users/`,
        params: {
          q: queryArg.q,
          id: queryArg.id,
        },
      }),
    }),
    findMe: build.query<FindMeApiResponse, FindMeApiArg>({
      query: () => ({ url: `/api/auth/users/me/` }),
    }),
    replaceMe: build.mutation<ReplaceMeApiResponse, ReplaceMeApiArg>({
      query: (queryArg) => ({
        url: `/api/auth/users/me/`,
        method: "PUT",
        body: queryArg.body,
      }),
    }),
    updateMe: build.mutation<UpdateMeApiResponse, UpdateMeApiArg>({
      query: (queryArg) => ({
        url: `/api/auth/users/me/`,
        method: "PATCH",
        body: queryArg.body,
      }),
    }),
    deleteMe: build.mutation<DeleteMeApiResponse, DeleteMeApiArg>({
      query: (queryArg) => ({
        url: `/api/auth/users/me/`,
        method: "DELETE",
        body: queryArg.body,
      }),
    }),
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
    updateLogStatus: build.mutation<
      UpdateLogStatusApiResponse,
      UpdateLogStatusApiArg
    >({
      query: (queryArg) => ({
        url: `/logs/${queryArg.id}/status/`,
        method: "PATCH",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    listTasks: build.query<ListTasksApiResponse, ListTasksApiArg>({
      query: (queryArg) => ({
        url: `/api/tasks/`,
        headers: {
          "If-None-Match": queryArg["If-None-Match"],
        },
        params: {
          state: queryArg.state,
          priority: queryArg.priority,
          category: queryArg.category,
          owner: queryArg.owner,
          due_before: queryArg.dueBefore,
          due_after: queryArg.dueAfter,
          overdue: queryArg.overdue,
          q: queryArg.q,
          ordering: queryArg.ordering,
          limit: queryArg.limit,
          before: queryArg.before,
          page: queryArg.page,
        },
      }),
    }),
    createTask: build.mutation<CreateTaskApiResponse, CreateTaskApiArg>({
      query: (queryArg) => ({
        url: `/api/tasks/`,
        method: "POST",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    findCalendarKey: build.query<
      FindCalendarKeyApiResponse,
      FindCalendarKeyApiArg
    >({
      query: () => ({ url: `/api/tasks/calendar-key/` }),
    }),
    createCalendarKey: build.mutation<
      CreateCalendarKeyApiResponse,
      CreateCalendarKeyApiArg
    >({
      query: () => ({ url: `/api/tasks/calendar-key/`, method: "POST" }),
    }),
    deleteCalendarKey: build.mutation<
      DeleteCalendarKeyApiResponse,
      DeleteCalendarKeyApiArg
    >({
      query: () => ({ url: `/api/tasks/calendar-key/`, method: "DELETE" }),
    }),
    findTask: build.query<FindTaskApiResponse, FindTaskApiArg>({
      query: (queryArg) => ({ url: `/api/tasks/${queryArg.id}/` }),
    }),
    replaceTask: build.mutation<ReplaceTaskApiResponse, ReplaceTaskApiArg>({
      query: (queryArg) => ({
        url: `/api/tasks/${queryArg.id}/`,
        method: "PUT",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    updateTask: build.mutation<UpdateTaskApiResponse, UpdateTaskApiArg>({
      query: (queryArg) => ({
        url: `/api/tasks/${queryArg.id}/`,
        method: "PATCH",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    deleteTask: build.mutation<DeleteTaskApiResponse, DeleteTaskApiArg>({
      query: (queryArg) => ({
        url: `/api/tasks/${queryArg.id}/`,
        method: "DELETE",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    restoreTask: build.mutation<RestoreTaskApiResponse, RestoreTaskApiArg>({
      query: (queryArg) => ({
        url: `/api/tasks/${queryArg.id}/restore/`,
        method: "POST",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    listCategories: build.query<
      ListCategoriesApiResponse,
      ListCategoriesApiArg
    >({
      query: (queryArg) => ({
        url: `/api/tasks/categories/`,
        headers: {
          "If-None-Match": queryArg["If-None-Match"],
        },
        params: {
          limit: queryArg.limit,
          before: queryArg.before,
          page: queryArg.page,
        },
      }),
    }),
    createCategory: build.mutation<
      CreateCategoryApiResponse,
      CreateCategoryApiArg
    >({
      query: (queryArg) => ({
        url: `/api/tasks/categories/`,
        method: "POST",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    findCategory: build.query<FindCategoryApiResponse, FindCategoryApiArg>({
      query: (queryArg) => ({ url: `/api/tasks/categories/${queryArg.id}/` }),
    }),
    replaceCategory: build.mutation<
      ReplaceCategoryApiResponse,
      ReplaceCategoryApiArg
    >({
      query: (queryArg) => ({
        url: `/api/tasks/categories/${queryArg.id}/`,
        method: "PUT",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    updateCategory: build.mutation<
      UpdateCategoryApiResponse,
      UpdateCategoryApiArg
    >({
      query: (queryArg) => ({
        url: `/api/tasks/categories/${queryArg.id}/`,
        method: "PATCH",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    deleteCategory: build.mutation<
      DeleteCategoryApiResponse,
      DeleteCategoryApiArg
    >({
      query: (queryArg) => ({
        url: `/api/tasks/categories/${queryArg.id}/`,
        method: "DELETE",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    listRooms: build.query<ListRoomsApiResponse, ListRoomsApiArg>({
      query: (queryArg) => ({
        url: `/api/chat/rooms/`,
        params: {
          mine: queryArg.mine,
          limit: queryArg.limit,
          before: queryArg.before,
          page: queryArg.page,
        },
      }),
    }),
    createRoom: build.mutation<CreateRoomApiResponse, CreateRoomApiArg>({
      query: (queryArg) => ({
        url: `/api/chat/rooms/`,
        method: "POST",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    findRoom: build.query<FindRoomApiResponse, FindRoomApiArg>({
      query: (queryArg) => ({ url: `/api/chat/rooms/${queryArg.name}/` }),
    }),
    updateRoom: build.mutation<UpdateRoomApiResponse, UpdateRoomApiArg>({
      query: (queryArg) => ({
        url: `/api/chat/rooms/${queryArg.name}/`,
        method: "PATCH",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    deleteRoom: build.mutation<DeleteRoomApiResponse, DeleteRoomApiArg>({
      query: (queryArg) => ({
        url: `/api/chat/rooms/${queryArg.name}/`,
        method: "DELETE",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    joinRoom: build.mutation<JoinRoomApiResponse, JoinRoomApiArg>({
      query: (queryArg) => ({
        url: `/api/chat/rooms/${queryArg.name}/join/`,
        method: "POST",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    leaveRoom: build.mutation<LeaveRoomApiResponse, LeaveRoomApiArg>({
      query: (queryArg) => ({
        url: `/api/chat/rooms/${queryArg.name}/leave/`,
        method: "POST",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    listMessages: build.query<ListMessagesApiResponse, ListMessagesApiArg>({
      query: (queryArg) => ({
        url: `/api/chat/rooms/${queryArg.name}/messages/`,
        params: {
          after: queryArg.after,
          limit: queryArg.limit,
          before: queryArg.before,
          page: queryArg.page,
        },
      }),
    }),
    createMessage: build.mutation<
      CreateMessageApiResponse,
      CreateMessageApiArg
    >({
      query: (queryArg) => ({
        url: `/api/chat/rooms/${queryArg.name}/messages/`,
        method: "POST",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    findMessage: build.query<FindMessageApiResponse, FindMessageApiArg>({
      query: (queryArg) => ({
        url: `/api/chat/rooms/${queryArg.name}/messages/${queryArg.id}/`,
      }),
    }),
    updateMessage: build.mutation<
      UpdateMessageApiResponse,
      UpdateMessageApiArg
    >({
      query: (queryArg) => ({
        url: `/api/chat/rooms/${queryArg.name}/messages/${queryArg.id}/`,
        method: "PATCH",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    deleteMessage: build.mutation<
      DeleteMessageApiResponse,
      DeleteMessageApiArg
    >({
      query: (queryArg) => ({
        url: `/api/chat/rooms/${queryArg.name}/messages/${queryArg.id}/`,
        method: "DELETE",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    putReaction: build.mutation<PutReactionApiResponse, PutReactionApiArg>({
      query: (queryArg) => ({
        url: `/api/chat/rooms/${queryArg.name}/messages/${queryArg.id}/reactions/${queryArg.emoji}/`,
        method: "PUT",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    deleteReaction: build.mutation<
      DeleteReactionApiResponse,
      DeleteReactionApiArg
    >({
      query: (queryArg) => ({
        url: `/api/chat/rooms/${queryArg.name}/messages/${queryArg.id}/reactions/${queryArg.emoji}/`,
        method: "DELETE",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    readRoom: build.mutation<ReadRoomApiResponse, ReadRoomApiArg>({
      query: (queryArg) => ({
        url: `/api/chat/rooms/${queryArg.name}/read/`,
        method: "POST",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    listUnread: build.query<ListUnreadApiResponse, ListUnreadApiArg>({
      query: () => ({ url: `/api/chat/unread/` }),
    }),
    searchMessages: build.query<
      SearchMessagesApiResponse,
      SearchMessagesApiArg
    >({
      query: (queryArg) => ({
        url: `/api/chat/search/`,
        params: {
          q: queryArg.q,
          room: queryArg.room,
          limit: queryArg.limit,
          before: queryArg.before,
          page: queryArg.page,
        },
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
    listNotifications: build.query<
      ListNotificationsApiResponse,
      ListNotificationsApiArg
    >({
      query: (queryArg) => ({
        url: `/api/notifications/`,
        headers: {
          "If-None-Match": queryArg["If-None-Match"],
        },
        params: {
          unread: queryArg.unread,
          limit: queryArg.limit,
          before: queryArg.before,
          page: queryArg.page,
        },
      }),
    }),
    readNotifications: build.mutation<
      ReadNotificationsApiResponse,
      ReadNotificationsApiArg
    >({
      query: (queryArg) => ({
        url: `/api/notifications/read/`,
        method: "POST",
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
    findNotification: build.query<
      FindNotificationApiResponse,
      FindNotificationApiArg
    >({
      query: (queryArg) => ({ url: `/api/notifications/${queryArg.id}/` }),
    }),
    updateNotification: build.mutation<
      UpdateNotificationApiResponse,
      UpdateNotificationApiArg
    >({
      query: (queryArg) => ({
        url: `/api/notifications/${queryArg.id}/`,
        method: "PATCH",
        body: queryArg.body,
        headers: {
          "Idempotency-Key": queryArg["Idempotency-Key"],
        },
      }),
    }),
  }),
  overrideExisting: false,
});
export { injectedRtkApi as schema };
export type CreateTokenApiResponse = /** status 200 OK */ Token;
export type CreateTokenApiArg = {
  body: {
    username: string;
    password: string;
  };
};
export type FindPeopleApiResponse = /** status 200 OK */ Person[];
export type FindPeopleApiArg = {
  /** The start of a name, in any case of a to z; without one nobody is found. */
  q?: string;
  /** Those with these ids, with commas between; the first 50 are looked at. */
  id?: string;
};
export type FindMeApiResponse = /** status 200 OK */ Oneself;
export type FindMeApiArg = void;
export type ReplaceMeApiResponse = /** status 200 OK */ Oneself;
export type ReplaceMeApiArg = {
  body: {
    email?: string;
  };
};
export type UpdateMeApiResponse = /** status 200 OK */ Oneself;
export type UpdateMeApiArg = {
  body: {
    email?: string;
  };
};
export type DeleteMeApiResponse = unknown;
export type DeleteMeApiArg = {
  body: {
    current_password: string;
  };
};
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
export type UpdateLogStatusApiResponse = /** status 200 OK */ Log;
export type UpdateLogStatusApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** `DONE` is another word for `COMPLETED`. */
    status: "PENDING" | "IN_PROGRESS" | "COMPLETED" | "DONE";
  };
};
export type ListTasksApiResponse =
  | /** status 200 OK */ Task[]
  | {
      count: number;
      next?: string | null;
      previous?: string | null;
      results: Task[];
    };
export type ListTasksApiArg = {
  /** Those that are so far; several with commas between. */
  state?: string;
  /** Those that are so urgent; several with commas between. */
  priority?: string;
  /** Those of the category with this id. */
  category?: number;
  /** Those that the user with this id owns. */
  owner?: number;
  /** Those due before. */
  dueBefore?: string;
  /** Those due then or later. */
  dueAfter?: string;
  /** Those that are overdue, or those that are not. */
  overdue?: boolean;
  /** Those with words in title or description that begin with these, in any case, with or without accents. */
  q?: string;
  /** What they are ordered by; `-` turns it around. `-id` unless said: the newest come first. */
  ordering?:
    | "id"
    | "-id"
    | "created_at"
    | "-created_at"
    | "updated_at"
    | "-updated_at"
    | "due_date"
    | "-due_date"
    | "priority"
    | "-priority"
    | "state"
    | "-state"
    | "title"
    | "-title"
    | "position"
    | "-position";
  /** At most so many, 1 to 500. */
  limit?: number;
  /** Only those before the one with this id, in the list's default order. */
  before?: number;
  /** A page of 50, from 1 (or `last`); answers `count`, `next`, `previous` and `results`. */
  page?: string;
  /** The `ETag` of an answer that the client has. */
  "If-None-Match"?: string;
};
export type CreateTaskApiResponse = /** status 201 Created */ Task;
export type CreateTaskApiArg = {
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** What is to be done. */
    title: string;
    /** More words on it. */
    description?: string;
    /** How urgent it is: 1 low, 2 medium, 3 high, 4 urgent; 2 at first. */
    priority?: 1 | 2 | 3 | 4;
    /** How far it is; open at first. */
    state?: "open" | "in_progress" | "done" | "cancelled";
    /** When it is due. */
    due_date?: string | null;
    /** The id of a category of mine, or the one that it has. */
    category?: number | null;
    /** The ids of its owners, active users; the creator, if none is named. */
    owners?: number[];
    /** When its owners are reminded of it. */
    remind_at?: string | null;
    /** Where it stands on a board. */
    position?: number;
  };
};
export type FindCalendarKeyApiResponse = /** status 200 OK */ Known;
export type FindCalendarKeyApiArg = void;
export type CreateCalendarKeyApiResponse = /** status 201 Created */ NewKey;
export type CreateCalendarKeyApiArg = void;
export type DeleteCalendarKeyApiResponse = unknown;
export type DeleteCalendarKeyApiArg = void;
export type FindTaskApiResponse = /** status 200 OK */ Task;
export type FindTaskApiArg = {
  id: number;
};
export type ReplaceTaskApiResponse = /** status 200 OK */ Task;
export type ReplaceTaskApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** What is to be done. */
    title: string;
    /** More words on it. */
    description?: string;
    /** How urgent it is: 1 low, 2 medium, 3 high, 4 urgent; 2 at first. */
    priority?: 1 | 2 | 3 | 4;
    /** How far it is; open at first. */
    state?: "open" | "in_progress" | "done" | "cancelled";
    /** When it is due. */
    due_date?: string | null;
    /** The id of a category of mine, or the one that it has. */
    category?: number | null;
    /** The ids of its owners, active users; the creator, if none is named. */
    owners?: number[];
    /** When its owners are reminded of it. */
    remind_at?: string | null;
    /** Where it stands on a board. */
    position?: number;
  };
};
export type UpdateTaskApiResponse = /** status 200 OK */ Task;
export type UpdateTaskApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** What is to be done. */
    title?: string;
    /** More words on it. */
    description?: string;
    /** How urgent it is: 1 low, 2 medium, 3 high, 4 urgent; 2 at first. */
    priority?: 1 | 2 | 3 | 4;
    /** How far it is; open at first. */
    state?: "open" | "in_progress" | "done" | "cancelled";
    /** When it is due. */
    due_date?: string | null;
    /** The id of a category of mine, or the one that it has. */
    category?: number | null;
    /** The ids of its owners, active users; the creator, if none is named. */
    owners?: number[];
    /** When its owners are reminded of it. */
    remind_at?: string | null;
    /** Where it stands on a board. */
    position?: number;
  };
};
export type DeleteTaskApiResponse = unknown;
export type DeleteTaskApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type RestoreTaskApiResponse = /** status 200 OK */ Task;
export type RestoreTaskApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type ListCategoriesApiResponse =
  | /** status 200 OK */ Category[]
  | {
      count: number;
      next?: string | null;
      previous?: string | null;
      results: Category[];
    };
export type ListCategoriesApiArg = {
  /** At most so many, 1 to 500. */
  limit?: number;
  /** Only those before the one with this id, in the list's default order. */
  before?: number;
  /** A page of 50, from 1 (or `last`); answers `count`, `next`, `previous` and `results`. */
  page?: string;
  /** The `ETag` of an answer that the client has. */
  "If-None-Match"?: string;
};
export type CreateCategoryApiResponse = /** status 201 Created */ Category;
export type CreateCategoryApiArg = {
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** What it is called. */
    name: string;
    /** More words on it. */
    description?: string;
    /** The colour that it is shown in. */
    color?: string;
  };
};
export type FindCategoryApiResponse = /** status 200 OK */ Category;
export type FindCategoryApiArg = {
  id: number;
};
export type ReplaceCategoryApiResponse = /** status 200 OK */ Category;
export type ReplaceCategoryApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** What it is called. */
    name: string;
    /** More words on it. */
    description?: string;
    /** The colour that it is shown in. */
    color?: string;
  };
};
export type UpdateCategoryApiResponse = /** status 200 OK */ Category;
export type UpdateCategoryApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** What it is called. */
    name?: string;
    /** More words on it. */
    description?: string;
    /** The colour that it is shown in. */
    color?: string;
  };
};
export type DeleteCategoryApiResponse = unknown;
export type DeleteCategoryApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type ListRoomsApiResponse =
  | /** status 200 OK */ Room[]
  | {
      count: number;
      next?: string | null;
      previous?: string | null;
      results: Room[];
    };
export type ListRoomsApiArg = {
  /** Those that I am in. */
  mine?: boolean;
  /** At most so many, 1 to 500. */
  limit?: number;
  /** Only those before the one with this id, in the list's default order. */
  before?: number;
  /** A page of 50, from 1 (or `last`); answers `count`, `next`, `previous` and `results`. */
  page?: string;
};
export type CreateRoomApiResponse = /** status 201 Created */ Room;
export type CreateRoomApiArg = {
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** Its name, which never changes. */
    name?: string;
    /** What it is called for people. */
    title?: string;
    /** What it is about. */
    topic?: string;
    /** Whether only its members see it; they do not unless said. */
    private?: boolean;
    /** The ids of those who are in it beside me. */
    members?: number[];
    /** The id of one other user, in a list: the private room of the two is answered, always the same; all else is left out. */
    direct?: number[];
  };
};
export type FindRoomApiResponse = /** status 200 OK */ Room;
export type FindRoomApiArg = {
  name: string;
};
export type UpdateRoomApiResponse = /** status 200 OK */ Room;
export type UpdateRoomApiArg = {
  name: string;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** What it is called for people. */
    title?: string;
    /** What it is about. */
    topic?: string;
    /** The ids of those who are in it, if it is private; who enters a public room decides that alone. */
    members?: number[];
  };
};
export type DeleteRoomApiResponse = unknown;
export type DeleteRoomApiArg = {
  name: string;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type JoinRoomApiResponse = /** status 200 OK */ Room;
export type JoinRoomApiArg = {
  name: string;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type LeaveRoomApiResponse = unknown;
export type LeaveRoomApiArg = {
  name: string;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type ListMessagesApiResponse =
  | /** status 200 OK */ ChatMessage[]
  | {
      count: number;
      next?: string | null;
      previous?: string | null;
      results: ChatMessage[];
    };
export type ListMessagesApiArg = {
  name: string;
  /** Those after the one with this id, the first of them first. */
  after?: number;
  /** At most so many, 1 to 500. */
  limit?: number;
  /** Only those before the one with this id, in the list's default order. */
  before?: number;
  /** A page of 50, from 1 (or `last`); answers `count`, `next`, `previous` and `results`. */
  page?: string;
};
export type CreateMessageApiResponse = /** status 201 Created */ ChatMessage;
export type CreateMessageApiArg = {
  name: string;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** The words: 1 to 4,000 characters. */
    content: string;
    /** The id of a message of the room that this one answers. */
    reply_to?: number | null;
    /** What the client calls it: sent again, it answers what was said the first time. */
    client_id?: string | null;
  };
};
export type FindMessageApiResponse = /** status 200 OK */ ChatMessage;
export type FindMessageApiArg = {
  name: string;
  id: number;
};
export type UpdateMessageApiResponse = /** status 200 OK */ ChatMessage;
export type UpdateMessageApiArg = {
  name: string;
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** The words. */
    content?: string;
  };
};
export type DeleteMessageApiResponse = unknown;
export type DeleteMessageApiArg = {
  name: string;
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type PutReactionApiResponse = /** status 200 OK */ ChatMessage;
export type PutReactionApiArg = {
  name: string;
  id: number;
  emoji: string;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type DeleteReactionApiResponse = /** status 200 OK */ ChatMessage;
export type DeleteReactionApiArg = {
  name: string;
  id: number;
  emoji: string;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type ReadRoomApiResponse = /** status 200 OK */ ReadMark;
export type ReadRoomApiArg = {
  name: string;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** The `seq` of the last message that was read. */
    seq: number;
  };
};
export type ListUnreadApiResponse = /** status 200 OK */ ReadMark[];
export type ListUnreadApiArg = void;
export type SearchMessagesApiResponse =
  | /** status 200 OK */ ChatMessage[]
  | {
      count: number;
      next?: string | null;
      previous?: string | null;
      results: ChatMessage[];
    };
export type SearchMessagesApiArg = {
  /** Words that all occur, each as the beginning of one, in any case, with or without accents; `"two words"` in double quotes follow each other. */
  q: string;
  /** The name of the only room that is meant. */
  room?: string;
  /** At most so many, 1 to 500. */
  limit?: number;
  /** Only those before the one with this id, in the list's default order. */
  before?: number;
  /** A page of 50, from 1 (or `last`); answers `count`, `next`, `previous` and `results`. */
  page?: string;
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
    /** A file with a picture: JPEG, PNG, GIF or WebP, up to 5 MiB and 40 megapixels. `null` or nothing takes it away. */
    profileimg?: string | null;
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
    /** A file with a picture: JPEG, PNG, GIF or WebP, up to 5 MiB and 40 megapixels. `null` or nothing takes it away. */
    profileimg?: string | null;
    /** The IANA name of the zone that the user's days are in. */
    timezone?: string;
  };
};
export type DeleteMyProfileApiResponse = unknown;
export type DeleteMyProfileApiArg = {
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
export type ListNotificationsApiResponse =
  | /** status 200 OK */ Notification[]
  | {
      count: number;
      next?: string | null;
      previous?: string | null;
      results: Notification[];
    };
export type ListNotificationsApiArg = {
  /** Those that were not read. */
  unread?: boolean;
  /** At most so many, 1 to 500. */
  limit?: number;
  /** Only those before the one with this id, in the list's default order. */
  before?: number;
  /** A page of 50, from 1 (or `last`); answers `count`, `next`, `previous` and `results`. */
  page?: string;
  /** The `ETag` of an answer that the client has. */
  "If-None-Match"?: string;
};
export type ReadNotificationsApiResponse = /** status 200 OK */ Marked;
export type ReadNotificationsApiArg = {
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
};
export type FindNotificationApiResponse = /** status 200 OK */ Notification;
export type FindNotificationApiArg = {
  id: number;
};
export type UpdateNotificationApiResponse = /** status 200 OK */ Notification;
export type UpdateNotificationApiArg = {
  id: number;
  /** The same key and body again, within 24 h, answers what the first did, and writes nothing. */
  "Idempotency-Key"?: string;
  body: {
    /** Whether it was read. */
    read?: boolean;
  };
};
export type Token = {
  token: string;
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
export type Person = {
  /** The user's id. */
  id: number;
  /** The user's name. */
  username: string;
};
export type Oneself = {
  email: string;
  id: number;
  username: string;
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
export type Log = {
  /** Its id. */
  id: number;
  /** What was done. */
  action: string;
  /** When it was logged. */
  timestamp: string;
  /** Any JSON, as it came. */
  metadata: any;
  /** How far it is. */
  status: "PENDING" | "IN_PROGRESS" | "COMPLETED";
  /** The id of the user whose log it is. */
  user: number;
};
export type Refused = {
  error: string;
};
export type Task = {
  /** Its id. */
  id: number;
  /** What is to be done. */
  title: string;
  /** More words on it. */
  description: string;
  /** How urgent it is: 1 low, 2 medium, 3 high, 4 urgent. */
  priority: number;
  /** How far it is. */
  state: "open" | "in_progress" | "done" | "cancelled";
  /** When it is due. */
  due_date?: string | null;
  /** Whether that is past, and it is neither done nor cancelled. */
  is_overdue: boolean;
  /** The id of its category. */
  category?: number | null;
  /** The ids of its owners, in the order given. */
  owners: number[];
  /** The id of the user who made it; null when the account is gone. */
  created_by?: number | null;
  /** When it was made. */
  created_at: string;
  /** When it was last changed. */
  updated_at: string;
  /** When its owners are reminded of it. */
  remind_at?: string | null;
  /** When it was done; null while it is not. */
  completed_at?: string | null;
  /** Where it stands on a board, the same for all who see it; at first the microsecond in which it was made. */
  position: number;
};
export type Known = {
  /** When it was made; null when there is none. */
  created_at?: string | null;
};
export type NewKey = {
  /** The key; it is told this once. */
  key: string;
  /** Where the calendar is, with the key. */
  path: string;
  /** When it was made. */
  created_at: string;
};
export type Category = {
  /** Its id. */
  id: number;
  /** What it is called. */
  name: string;
  /** More words on it. */
  description: string;
  /** The colour that it is shown in. */
  color: string;
};
export type Room = {
  /** Its id. */
  id: number;
  /** Its name, which never changes. */
  name: string;
  /** What it is called for people; often empty. */
  title: string;
  /** What it is about; often empty. */
  topic: string;
  /** Whether only its members see it. */
  private: boolean;
  /** Whether it is the private room of two. */
  direct: boolean;
  /** The ids of its members, the lowest first, 100 at most: those of a private room are all. */
  members: number[];
  /** How many there are. */
  member_count: number;
  /** The id of the user who made it; null when the account is gone. */
  created_by?: number | null;
  /** When it was made. */
  created_at: string;
};
export type Reaction = {
  /** The emoji. */
  emoji: string;
  /** By how many. */
  count: number;
  /** Whether I am one of them. */
  mine: boolean;
};
export type ChatMessage = {
  /** Its id. */
  id: number;
  /** Its number in its room, from 1. */
  seq: number;
  /** The name of its room. */
  room: string;
  /** The name of who said it. */
  user: string;
  /** The id of who said it; null when the account is gone. */
  user_id?: number | null;
  /** What was said; empty once it is deleted. */
  content: string;
  /** When it was said. */
  timestamp: string;
  /** When it was last changed. */
  edited_at?: string | null;
  /** Whether it was taken back. */
  deleted: boolean;
  /** The id of the message that it answers. */
  reply_to?: number | null;
  /** What its client called it. */
  client_id?: string | null;
  /** The ids of the members who are named in it. */
  mentions: number[];
  /** The emojis that it was answered with, by code points. */
  reactions: Reaction[];
};
export type ReadMark = {
  /** The id of the room. */
  id: number;
  /** The name of the room. */
  room: string;
  /** The `seq` of its last message; 0 when there is none. */
  last_seq: number;
  /** The `seq` of the last message that I have read. */
  read_seq: number;
  /** How many came after it. */
  unread: number;
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
export type Notification = {
  /** Its id. */
  id: number;
  /** Why it is told. */
  kind: "reminder" | "due" | "mention";
  /** The id of the task, which may be gone meanwhile; null for a mention. */
  task?: number | null;
  /** The name of the room of the message; null for a task. */
  room?: string | null;
  /** The id of the message that names the user; null for a task. */
  message?: number | null;
  /** The title of the task, or who said it and where, as it was told. */
  title: string;
  /** For when the reminder was set, when the task is due, or when the user was named. */
  instant: string;
  /** When it was told. */
  created_at: string;
  /** Whether it was read. */
  read: boolean;
};
export type Marked = {
  /** How many were not read before. */
  read: number;
};
export const {
  useCreateTokenMutation,
  useFindPeopleQuery,
  useFindMeQuery,
  useReplaceMeMutation,
  useUpdateMeMutation,
  useDeleteMeMutation,
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
  useUpdateLogStatusMutation,
  useListTasksQuery,
  useCreateTaskMutation,
  useFindCalendarKeyQuery,
  useCreateCalendarKeyMutation,
  useDeleteCalendarKeyMutation,
  useFindTaskQuery,
  useReplaceTaskMutation,
  useUpdateTaskMutation,
  useDeleteTaskMutation,
  useRestoreTaskMutation,
  useListCategoriesQuery,
  useCreateCategoryMutation,
  useFindCategoryQuery,
  useReplaceCategoryMutation,
  useUpdateCategoryMutation,
  useDeleteCategoryMutation,
  useListRoomsQuery,
  useCreateRoomMutation,
  useFindRoomQuery,
  useUpdateRoomMutation,
  useDeleteRoomMutation,
  useJoinRoomMutation,
  useLeaveRoomMutation,
  useListMessagesQuery,
  useCreateMessageMutation,
  useFindMessageQuery,
  useUpdateMessageMutation,
  useDeleteMessageMutation,
  usePutReactionMutation,
  useDeleteReactionMutation,
  useReadRoomMutation,
  useListUnreadQuery,
  useSearchMessagesQuery,
  useFindMyProfileQuery,
  useReplaceMyProfileMutation,
  useUpdateMyProfileMutation,
  useDeleteMyProfileMutation,
  useListHistoryQuery,
  useFindHistoryRecordQuery,
  useDeleteHistoryRecordMutation,
  useListNotificationsQuery,
  useReadNotificationsMutation,
  useFindNotificationQuery,
  useUpdateNotificationMutation,
} = injectedRtkApi;
