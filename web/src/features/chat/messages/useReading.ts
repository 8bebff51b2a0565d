// How far I have read in the room that is open: what I saw, reading on from where I stopped, or at the end of the room;
// what came since I last looked is new, and marked until I leave.
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { MessageEntry } from "@/features/chat/messages/model";

function watchSight(onChange: () => void) {
  const changes = new AbortController();
  document.addEventListener("visibilitychange", onChange, changes);
  window.addEventListener("focus", onChange, changes);
  window.addEventListener("blur", onChange, changes);
  return () => changes.abort();
}

/** Whether somebody looks at the tab: it is seen, and has the keyboard. */
const useInSight = () => useSyncExternalStore(watchSight, () => document.visibilityState === "visible" && document.hasFocus());

/** The last that the server has. */
const lastOf = (messages: MessageEntry[]) => messages.findLast(({ id }) => id > 0);

interface ReadingOptions {
  messages: MessageEntry[];
  me: number;
  isAtEnd: boolean;
  /** The messages reach the end of the room. */
  isWhole: boolean;
  /** The last that is seen whole, if all before it was read or seen. */
  seen: MessageEntry | null;
  onRead: (message: MessageEntry) => void;
}

/** What is passed faster was not read. */
const REST_MS = 500;

/** How many came below what I see; what is seen at the end is told to be read. */
export function useReading({ messages, me, isAtEnd, isWhole, seen, onRead }: ReadingOptions): number {
  const isInSight = useInSight();
  const last = lastOf(messages);
  const lastSeq = last?.seq ?? 0;
  const [known, setKnown] = useState(lastSeq);
  if ((isAtEnd || !isWhole) && known !== lastSeq) setKnown(lastSeq);
  const isRead = isAtEnd && isInSight;
  useEffect(() => {
    if (isRead && last) onRead(last);
  }, [isRead, last, onRead]);
  const passed = isInSight && !isAtEnd && seen && seen.id > 0 ? seen : null;
  // Much may be said meanwhile, each time with another `onRead`: it does not begin the rest anew.
  const latest = useRef(onRead);
  useEffect(() => {
    latest.current = onRead;
  });
  useEffect(() => {
    if (!passed) return undefined;
    const rest = setTimeout(() => latest.current(passed), REST_MS);
    return () => clearTimeout(rest);
  }, [passed]);
  return isAtEnd || !isWhole ? 0 : messages.filter(({ seq, user_id, id }) => id > 0 && seq > known && user_id !== me).length;
}

/** The number after which messages are new to me; null when none are. What comes while nobody looks is new. */
export function useNewSince(messages: MessageEntry[], readBefore: number | null, readTo: number): number | null {
  const isInSight = useInSight();
  const last = lastOf(messages)?.seq ?? 0;
  const [since, setSince] = useState(readBefore);
  const [wasInSight, setWasInSight] = useState(isInSight);
  if (wasInSight !== isInSight) {
    setWasInSight(isInSight);
    if (!isInSight && last > 0 && readTo >= last) setSince(last);
    if (isInSight && since === last) setSince(null);
  }
  return since;
}
