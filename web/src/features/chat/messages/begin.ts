// Where the messages of a room begin to be read, and how the page that is there is come by.
// Not here: the pages before and after it (api.ts).
import type { FetchBaseQueryError } from "@reduxjs/toolkit/query/react";
import { aroundMark, CONTEXT, joined, type MessagePage, MOST, PAGE } from "@/features/chat/messages/pages";

export type Begin =
  | { at: "end" }
  /** Around the message with this id. */
  | { at: "message"; id: number }
  /** Behind the message with this number, the last that I have read. */
  | { at: "mark"; seq: number };

type Answer = { data: MessagePage; error?: undefined } | { data?: undefined; error: FetchBaseQueryError };

/** Reads a page; `before` and `after` are ids. */
export type Read = (params: Record<string, number>) => Promise<Answer>;

/** So many requests look for the mark; who is further behind begins at the end. */
const MOST_ASKED = 200;

export function beginning(begin: Begin, first: number, read: Read): Promise<Answer> {
  switch (begin.at) {
    case "end":
      return read({ limit: first });
    case "message":
      return around(begin.id, read);
    case "mark":
      return behind(begin.seq, read);
  }
}

async function around(id: number, read: Read): Promise<Answer> {
  const newer = await read({ after: id, limit: CONTEXT });
  const next = newer.data?.items[0];
  if (!newer.data || !next) return newer.error ? newer : read({ limit: PAGE });
  const older = await read({ before: next.id, limit: CONTEXT });
  return older.data ? { data: joined(older.data, newer.data) } : older;
}

/** Goes back from the end: messages are asked for by their ids, and only the number of this one is known. */
async function behind(seq: number, read: Read): Promise<Answer> {
  const end = await read({ limit: MOST });
  let [page, newer] = [end, end];
  for (let asked = 1; page.data && asked < MOST_ASKED; asked += 1) {
    const first = page.data.items[0];
    const isFound = !page.data.hasOlder || !first || first.seq <= seq;
    if (isFound) return { data: aroundMark(page === newer || !newer.data ? page.data : joined(page.data, newer.data), seq) };
    newer = page;
    page = await read({ before: first.id, limit: MOST });
  }
  return page.data ? end : page;
}
