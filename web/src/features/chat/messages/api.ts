// The messages of a room, page by page in both directions: from the end, from where I stopped reading, or from around
// one of them; each page is live.
// Not here: where the first page begins (begin.ts), how pages join (pages.ts), writes (writes.ts), what is not yet
// answered (pending.ts).
import { keepLive, snapshotOf } from "@/api/live";
import { schema } from "@/api/schema";
import { type ChatMessage, streamOf } from "@/features/chat/messages/model";
import { type Begin, beginning, type Read } from "@/features/chat/messages/begin";
import { type MessagePage, type MessagePages, PAGE, type PageParam, partsOf } from "@/features/chat/messages/pages";

export interface MessagesQuery {
  room: string;
  begin: Begin;
  /** How many to read at first, at the end of the room. */
  first: number;
}

const live = keepLive<MessagesQuery, MessagePages, ChatMessage>({
  parts: (data, { room }) => partsOf(data, room),
  join: (data, parts) => ({ ...data, pages: data.pages.map((page, index) => ({ ...page, ...parts[index] })) }),
});

export const messagesApi = schema.injectEndpoints({
  endpoints: (build) => ({
    pageMessages: build.infiniteQuery<MessagePage, MessagesQuery, PageParam | null>({
      serializeQueryArgs: ({ queryArgs: { room, begin } }) => ({ room, begin }),
      async queryFn({ queryArg: { room, begin, first }, pageParam }, _api, _options, ask) {
        const read: Read = async (params) => {
          const { data, error, meta } = await ask({ url: `/api/chat/rooms/${room}/messages/`, params });
          if (error) return { error };
          const hasNext = meta?.hasNext ?? false;
          const side = { hasOlder: "after" in params || hasNext, hasNewer: "after" in params ? hasNext : "before" in params };
          return { data: { ...snapshotOf(data as ChatMessage[], meta, streamOf(room)), ...side } };
        };
        return pageParam ? read({ ...pageParam, limit: PAGE }) : beginning(begin, first, read);
      },
      infiniteQueryOptions: {
        initialPageParam: null,
        getNextPageParam: ({ items, hasNewer }) => (hasNewer ? { after: items.at(-1)?.id ?? 0 } : undefined),
        getPreviousPageParam: ({ items, hasOlder }) => (hasOlder ? { before: items[0]?.id ?? 0 } : undefined),
      },
      providesTags: (_data, _error, { room }) => [{ type: "Message", id: streamOf(room) }],
      ...live,
    }),
  }),
});

export const { usePageMessagesInfiniteQuery, useFindMessageQuery } = messagesApi;
