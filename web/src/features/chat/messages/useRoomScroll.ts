// Where the reader of a room is: only what is seen is drawn, and it keeps its place whatever comes before or after it.
// Invariants: who is at the end stays there; who is not is moved by nothing; more is asked for before it is needed.
// Not here: what counts as read (useReading.ts).
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { MessageLine } from "@/features/chat/messages/lines";

const NEAR_ROWS = 15;
/** So near to the end is at it. */
const AT_END_PX = 60;
/** Where it is told that more comes, above the first line. */
export const TOP_PX = 64;
const END_PX = 12;
const PAST_ALL_PX = 1e9;

interface Side {
  read: (() => unknown) | null;
}

interface RoomScrollOptions {
  lines: MessageLine[];
  /** The line to begin at, and where in sight it stands; null begins at the end. */
  begin: { index: number; align: "start" | "center" } | null;
  /** The last line is the last of the room. */
  isWhole: boolean;
  older: Side;
  newer: Side;
}

const CHARACTERS = 80;

/** About how high a line is before it was measured. */
function guess({ message, day, isNew, isFirst }: MessageLine): number {
  const rows = message.content.split("\n").reduce((sum, row) => sum + Math.ceil(Math.max(1, row.length) / CHARACTERS), 0);
  const extra = (isFirst ? 30 : 0) + (day ? 44 : 0) + (isNew ? 28 : 0) + (message.reply_to == null ? 0 : 24);
  return rows * 22 + 6 + extra + (message.reactions.length > 0 ? 34 : 0);
}

export function useRoomScroll({ lines, begin, isWhole, older, newer }: RoomScrollOptions) {
  const frame = useRef<HTMLElement>(null);
  const [start] = useState(begin);
  const [isPlaced, setPlaced] = useState(false);
  const [isAtEnd, setAtEnd] = useState(start === null && isWhole);
  const [seen, setSeen] = useState(-1);
  const atEnd = useRef(isAtEnd);
  const lastFirst = useRef<string>(undefined);
  // It is read anew by each render of this hook, and passed to nobody.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer<HTMLElement, HTMLElement>({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: (index) => (lines[index] ? guess(lines[index]) : 0),
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 10,
    paddingStart: TOP_PX,
    paddingEnd: END_PX,
    initialOffset: () => (start ? lines.slice(0, start.index).reduce((sum, line) => sum + guess(line), 0) : PAST_ALL_PX),
    anchorTo: "end",
    followOnAppend: isWhole,
    scrollEndThreshold: AT_END_PX,
  });
  const { scrollToEnd, scrollToIndex, getVirtualItemForOffset } = virtual;

  const look = useCallback(() => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = frame.current ?? {};
    atEnd.current = isWhole && scrollHeight - scrollTop - clientHeight <= AT_END_PX;
    setAtEnd(atEnd.current);
    const lowest = getVirtualItemForOffset(scrollTop + clientHeight);
    setSeen(lowest ? lowest.index - Number(lowest.end > scrollTop + clientHeight) : -1);
  }, [isWhole, getVirtualItemForOffset]);

  // What was the first line may lose its day and its author to those that came before it: that moves nothing below.
  const firstKey = lines[0]?.key;
  useLayoutEffect(() => {
    const before = lastFirst.current;
    lastFirst.current = firstKey;
    if (before === undefined || before === firstKey) return;
    virtual.shouldAdjustScrollPositionOnItemSizeChange = ({ key, start: top, end }, _, { scrollOffset, scrollDirection, scrollRect }) => {
      const offset = scrollOffset ?? 0;
      if (key === before) return top < offset + (scrollRect?.height ?? 0);
      return virtual.itemSizeCache.has(key) ? end <= offset && scrollDirection !== "backward" : top < offset;
    };
  }, [firstKey, virtual]);

  useLayoutEffect(() => {
    if (start) scrollToIndex(start.index, { align: start.align });
    else scrollToEnd();
    const next = requestAnimationFrame(() => setPlaced(true));
    return () => cancelAnimationFrame(next);
  }, [start, scrollToIndex, scrollToEnd]);

  useEffect(() => {
    const next = requestAnimationFrame(look);
    return () => cancelAnimationFrame(next);
  }, [look, lines, isPlaced]);

  // The composer grows, the keyboard of a phone comes: the end stays in sight.
  useEffect(() => {
    if (!frame.current) return undefined;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) scrollToEnd();
    });
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [scrollToEnd]);

  const items = virtual.getVirtualItems();
  const isNearStart = isPlaced && (items[0]?.index ?? 0) < NEAR_ROWS;
  const isNearEnd = isPlaced && (items.at(-1)?.index ?? 0) >= lines.length - NEAR_ROWS;
  const [readOlder, readNewer] = [older.read, newer.read];
  useEffect(() => {
    if (isNearStart) void readOlder?.();
  }, [isNearStart, readOlder]);
  useEffect(() => {
    if (isNearEnd) void readNewer?.();
  }, [isNearEnd, readNewer]);

  return {
    frame,
    height: virtual.getTotalSize(),
    measure: virtual.measureElement,
    rows: items.map(({ index, key, start: top }) => ({ index, key, style: { transform: `translateY(${top}px)` } })),
    isAtEnd,
    /** Which line is the lowest that is seen whole. */
    seen,
    look,
    toEnd: scrollToEnd,
    toLine: scrollToIndex,
  };
}
