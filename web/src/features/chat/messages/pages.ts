// Pages of the messages of a room, oldest first, and what stands on which. Pure.
// Invariants: pages join without a gap or a double, for numbers are dense in a room; what is said now stands on the
// last page, if that reaches the end.
// Not here: reading them (api.ts).
import type { ChatMessage } from "@/features/chat/messages/model";
import { messageRule } from "@/features/chat/rule";
import type { Rule, Snapshot } from "@/realtime/apply";

export const PAGE = 50;
/** The most that one request answers. */
export const MOST = 500;
/** What is shown on either side of a message that one came for. */
export const CONTEXT = 25;

export interface MessagePage extends Snapshot<ChatMessage> {
  hasOlder: boolean;
  hasNewer: boolean;
}

export type PageParam = { before: number } | { after: number };

export interface MessagePages {
  pages: MessagePage[];
  /** Null is where the list begins. */
  pageParams: (PageParam | null)[];
}

/** How many to read at first, so that all that is unread is there, if it can be. */
export const firstOf = (unread: number) => Math.min(MOST, Math.max(PAGE, unread + CONTEXT));

/** So much is unread that the first page at the end does not reach back to where it begins. */
export const isFar = (unread: number) => unread + CONTEXT > MOST;

/** Each page with the rule of what stands on it. */
export function partsOf({ pages }: MessagePages, room: string): [MessagePage, Rule<ChatMessage>][] {
  const whole = messageRule<ChatMessage>(room);
  return pages.map((page, index) => {
    const before = pages[index - 1]?.items.at(-1)?.seq ?? (page.hasOlder ? (page.items[0]?.seq ?? 1) - 1 : 0);
    const isOpen = index === pages.length - 1 && !page.hasNewer;
    const last = isOpen ? Infinity : (page.items.at(-1)?.seq ?? before);
    return [page, { ...whole, holds: ({ seq }) => seq > before && seq <= last }];
  });
}

/** Of two that touch, the newer of which was read first: it stands where that one does. */
export function joined(older: MessagePage, newer: MessagePage): MessagePage {
  return { ...newer, items: [...older.items, ...newer.items], hasOlder: older.hasOlder };
}

/** The part of a page that stands around where I stopped reading. */
export function aroundMark(page: MessagePage, seq: number): MessagePage {
  const from = page.items.findIndex((message) => message.seq > seq - CONTEXT);
  const items = page.items.slice(Math.max(0, from)).filter((message) => message.seq <= seq + PAGE);
  return { ...page, items, hasOlder: page.hasOlder || from > 0, hasNewer: page.hasNewer || items.at(-1) !== page.items.at(-1) };
}
