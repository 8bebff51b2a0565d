// A message as the views have it: the server's, perhaps with what the server has yet to see.
import type { ChatMessage } from "@/api/schema";

export type { ChatMessage };

/** The most characters of a message. */
export const LONGEST = 4000;

export interface MessageEntry extends ChatMessage {
  /** Not answered by the server yet. */
  isPending?: boolean;
  /** Why the server did not take it, and the write that it was. */
  refused?: { reason: string; write: string };
}

export const streamOf = (room: string) => `room:${room}`;

/** The same for a message before and after the server named it, so that it stays where it is drawn. */
export function keyOf({ id, client_id, user_id }: MessageEntry): string {
  return client_id ? `${user_id ?? ""} ${client_id}` : String(id);
}

/** As the server counts: by code points, without what is empty at the end. */
export const lengthOf = (text: string) => [...text.trimEnd()].length;

/** One sign beyond ASCII that is no letter, as the server takes it. */
export function isEmoji(text: string): boolean {
  return text !== "" && [...text].length <= 16 && /[^\p{ASCII}]/u.test(text) && !/[\p{Alphabetic}\s\p{Cc}]/u.test(text);
}
