// The messages of a room, page by page in both directions: from the end, or from around one of them; each page is live.
// Not here: how pages join (pages.ts), writes (writes.ts), what is not yet answered (pending.ts).
import { keepLive, snapshotOf } from "@/api/live";
import { schema } from "@/api/schema";
import { type ChatMessage, streamOf } from "@/features/chat/messages/model";
import { CONTEXT, joined, type MessagePage, type MessagePages, PAGE, type PageParam, partsOf } from "@/features/chat/messages/pages";
export interface MessagesQuery {
  room: string;
  /** The id of a message to begin around; null begins at the end. */
  around: number | null;
  /** How many to read at first. */
  first: number;
}

const live = keepLive<MessagesQuery, MessagePages, ChatMessage>({
  parts: (data, { room }) => partsOf(data, room),
  join: (data, parts) => ({ ...data, pages: data.pages.map((page, index) => ({ ...page, ...parts[index] })) }),
});

export const messagesApi = schema.injectEndpoints({
  endpoints: (build) => ({
    pageMessages: build.infiniteQuery<MessagePage, MessagesQuery, PageParam | null>({
      serializeQueryArgs: ({ queryArgs: { room, around } }) => ({ room, around }),
      async queryFn({ queryArg: { room, around, first }, pageParam }, _api, _options, ask) {
        const read = async (params: Record<string, number>) => {
          const { data, error, meta } = await ask({ url: `/api/chat/rooms/${room}/messages/`, params });
          if (error) return { error };
          const hasNext = (meta)?.hasNext ?? false;
          const side = { hasOlder: "after" in params || hasNext, hasNewer: "after" in params ? hasNext : "before" in params };
          return { data: { ...snapshotOf(data as ChatMessage[], meta, streamOf(room)), ...side } };
        };
        if (pageParam) return read({ ...pageParam, limit: PAGE });
        if (around === null) return read({ limit: first });
        const newer = await read({ after: around, limit: CONTEXT });
        const next = newer.data?.items[0];
        if (!newer.data || !next) return newer.error ? newer : read({ limit: PAGE });
        const older = await read({ before: next.id, limit: CONTEXT });
        return older.data ? { data: joined(older.data, newer.data) } : older;
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
