// How far I have read in the room that is open: what came to its end while I saw it is read; what came since I last
// looked is new, and marked until I leave.
import { useEffect, useState, useSyncExternalStore } from "react";
import type { MessageEntry } from "@/features/chat/messages/model";

function watchSight(onChange: () => void) {
  document.addEventListener("visibilitychange", onChange);
  return () => document.removeEventListener("visibilitychange", onChange);
}

/** Whether the tab is seen. */
export const useInSight = () => useSyncExternalStore(watchSight, () => document.visibilityState === "visible");

const lastSeqOf = (messages: MessageEntry[]) => messages.findLast(({ id }) => id > 0)?.seq ?? 0;

interface ReadingOptions {
  messages: MessageEntry[];
  me: number;
  isAtEnd: boolean;
  /** The messages reach the end of the room. */
  isWhole: boolean;
  onRead: (seq: number) => void;
}

/** How many came below what I see; what is seen at the end is told to be read. */
export function useReading({ messages, me, isAtEnd, isWhole, onRead }: ReadingOptions): number {
  const isInSight = useInSight();
  const last = lastSeqOf(messages);
  const [seen, setSeen] = useState(last);
  if ((isAtEnd || !isWhole) && seen !== last) setSeen(last);
  const isRead = isAtEnd && isInSight && last > 0;
  useEffect(() => {
    if (isRead) onRead(last);
  }, [isRead, last, onRead]);
  return isAtEnd || !isWhole ? 0 : messages.filter(({ seq, user_id, id }) => id > 0 && seq > seen && user_id !== me).length;
}

/** The number after which messages are new to me; null when none are. What comes while nobody looks is new. */
export function useNewSince(messages: MessageEntry[], readBefore: number | null): number | null {
  const isInSight = useInSight();
  const last = lastSeqOf(messages);
  const [since, setSince] = useState(readBefore);
  const [wasInSight, setWasInSight] = useState(isInSight);
  if (wasInSight !== isInSight) {
    setWasInSight(isInSight);
    if (!isInSight && last > 0) setSince(last);
    if (isInSight && since === last) setSince(null);
  }
  return since;
}
