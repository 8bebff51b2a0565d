// What was said with some words, the newest first, page by page. It is what it was when it was looked for.
import type { Meta } from "@/api/base";
import { api } from "@/api/base";
import { byId } from "@/api/pages";
import type { ChatMessage } from "@/api/schema";

const PAGE = 30;

export interface Question {
  q: string;
  /** The name of a room; empty for all that I may see. */
  room: string;
}

interface Answer {
  items: ChatMessage[];
  /** The id before which the next page begins; null on the last. */
  next: number | null;
}

const searchApi = api.injectEndpoints({
  endpoints: (build) => ({
    pageSearch: build.infiniteQuery<Answer, Question, number | null>({
      query: ({ queryArg: { q, room }, pageParam: before }) => ({
        url: "/api/chat/search/",
        params: { q, limit: PAGE, ...(room && { room }), ...(before !== null && { before }) },
      }),
      transformResponse: (items: ChatMessage[], meta: Meta | undefined) => ({ items, next: (meta?.hasNext && items.at(-1)?.id) || null }),
      infiniteQueryOptions: { initialPageParam: byId.initialPageParam, getNextPageParam: ({ next }: Answer) => next ?? undefined },
      keepUnusedDataFor: 10,
    }),
  }),
});

export const { usePageSearchInfiniteQuery } = searchApi;
