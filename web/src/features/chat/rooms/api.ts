// The rooms that I am in and how far I have read in them, live; a room by its name; those that may be entered.
// Not here: what is said in them (messages/), changes that wait for the server (writes.ts).
import type { DefinitionsFromApi, OverrideResultType, TagTypesFromApi } from "@reduxjs/toolkit/query/react";
import type { Meta } from "@/api/base";
import { keepHeard } from "@/api/heard";
import { keepSnapshotLive, snapshotOf } from "@/api/live";
import { byId, type Page, pageOf } from "@/api/pages";
import { type ChatMessage, type FindRoomApiArg, type ListRoomsApiArg, type ReadMark, type Room, schema } from "@/api/schema";
import type { Services } from "@/api/services";
import { MARK_NEWS, ROOM_NEWS, roomRule, withMarkNews, withNews } from "@/features/chat/rooms/rule";
import type { LiveEvent, Snapshot } from "@/realtime/apply";

/** Those that I am in. */
export const MINE: ListRoomsApiArg = { mine: true };
const PAGE = 500;

type Definitions = DefinitionsFromApi<typeof schema>;
type LiveDefinitions = Omit<Definitions, "listRooms"> & {
  listRooms: OverrideResultType<Definitions["listRooms"], Snapshot<Room>>;
};

const membership = keepSnapshotLive<ListRoomsApiArg, Room>(() => roomRule());
const news = keepHeard<unknown, Snapshot<Room>>({
  types: ROOM_NEWS,
  apply: (rooms, event) => ({ ...rooms, items: withNews(rooms.items, event) }),
});
const ownNews = keepHeard<FindRoomApiArg, Room>({
  types: ROOM_NEWS,
  apply: (room, event) => (event.stream === `room:${room.name}` ? (event.data as Room) : room),
});

const liveApi = schema.enhanceEndpoints<TagTypesFromApi<typeof schema>, LiveDefinitions>({
  endpoints: {
    listRooms: {
      providesTags: ["Room"],
      transformResponse: (items: Room[], meta: Meta | undefined) => snapshotOf(items, meta, "me"),
      async onQueryStarted(arg, api) {
        await Promise.all([membership.onQueryStarted(arg, api), news.onQueryStarted(arg, api)]);
      },
      async onCacheEntryAdded(arg, api) {
        await Promise.all([membership.onCacheEntryAdded(arg, api), news.onCacheEntryAdded(arg, api)]);
      },
    },
    findRoom: {
      providesTags: ["Room"],
      onQueryStarted: (arg, api) => ownNews.onQueryStarted(arg, api),
      async onCacheEntryAdded(arg, api) {
        // Gone, or no longer for me: the server says which.
        const stop = (api.extra as Services).feed.listen(({ type, data }: LiveEvent) => {
          if (type === "room_deleted" && (data as Room).name === arg.name) void api.dispatch(schema.util.invalidateTags(["Room"]));
        });
        await ownNews.onCacheEntryAdded(arg, api);
        stop();
      },
    },
    listUnread: {
      providesTags: ["Unread"],
      onQueryStarted: (_, api) => marks.onQueryStarted(meOf(api), api),
      onCacheEntryAdded: (_, api) => marks.onCacheEntryAdded(meOf(api), api),
    },
    createRoom: { invalidatesTags: ["Room"] },
    updateRoom: { invalidatesTags: ["Room"] },
    deleteRoom: { invalidatesTags: ["Room", "Unread"] },
    joinRoom: { invalidatesTags: ["Room", "Unread"] },
    leaveRoom: { invalidatesTags: ["Room", "Unread"] },
  },
});

const marks = keepHeard<number, ReadMark[]>({ types: MARK_NEWS, apply: (held, event, me) => withMarkNews(held, event, me) });
const meOf = ({ extra }: { extra: unknown }) => (extra as Services).boot.user?.id ?? 0;

const words = keepHeard<string, { last: ChatMessage | null }>({
  types: ["message_created", "message_updated", "message_deleted"],
  apply(data, event, room) {
    const said = event.data as ChatMessage;
    return said.room === room && said.seq >= (data.last?.seq ?? 0) ? { last: said } : data;
  },
});

export const roomsApi = liveApi.injectEndpoints({
  endpoints: (build) => ({
    findLastMessage: build.query<{ last: ChatMessage | null }, string>({
      query: (room) => ({ url: `/api/chat/rooms/${room}/messages/`, params: { limit: 1 } }),
      transformResponse: (messages: ChatMessage[]) => ({ last: messages.at(-1) ?? null }),
      providesTags: ["Unread"],
      ...words,
    }),
    /** Those that may be entered and those that I am in, the newest first; as they were when they were asked for. */
    pageRooms: build.infiniteQuery<Page<Room>, null, number | null>({
      query: ({ pageParam: before }) => ({ url: "/api/chat/rooms/", params: { limit: PAGE, ...(before !== null && { before }) } }),
      transformResponse: (items: Room[], meta: Meta | undefined) => pageOf(items, meta),
      infiniteQueryOptions: byId,
      keepUnusedDataFor: 0,
    }),
  }),
});

export const {
  useListRoomsQuery,
  usePageRoomsInfiniteQuery,
  useFindLastMessageQuery,
  useFindRoomQuery,
  useListUnreadQuery,
  useCreateRoomMutation,
  useUpdateRoomMutation,
  useDeleteRoomMutation,
  useJoinRoomMutation,
  useLeaveRoomMutation,
} = roomsApi;
