// The rows of a long list that scrolls with the window: only what is seen is drawn, and more is asked for near the end.
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useState } from "react";

const NEAR_ROWS = 20;

interface WindowRowsOptions {
  count: number;
  rowPx: number;
  keyOf: (index: number) => string | number;
  /** Null when there is nothing to ask for, or it was. */
  onNearEnd: (() => void) | null;
}

export function useWindowRows({ count, rowPx, keyOf, onNearEnd }: WindowRowsOptions) {
  const [offset, setOffset] = useState(0);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => rowPx,
    getItemKey: keyOf,
    overscan: 12,
    scrollMargin: offset,
  });
  const items = virtual.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) > count - NEAR_ROWS;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);
  const frame = useCallback((element: HTMLElement | null) => setOffset(element?.offsetTop ?? 0), []);
  return {
    /** For the element that the rows stand in. */
    frame,
    height: virtual.getTotalSize(),
    measure: virtual.measureElement,
    rows: items.map(({ index, key, start }) => ({ index, key, style: { transform: `translateY(${start - offset}px)` } })),
  };
}
