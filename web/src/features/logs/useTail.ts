// The live tail: what comes new is shown on top, unless I paused it or scrolled down to read; then it is counted and waits.
import { useCallback, useEffect, useState } from "react";
import type { LogEntry } from "@/features/logs/model";
import { newestFirst, type Place } from "@/features/logs/rule";

const AT_TOP_PX = 120;

export interface Tail {
  shown: LogEntry[];
  fresh: number;
  isPaused: boolean;
  pause(): void;
  /** Shows what waited, from the top. */
  goOn(): void;
}

export function useTail(logs: LogEntry[], isLive: boolean): Tail {
  const [isPaused, setPaused] = useState(false);
  const [isScrolled, setScrolled] = useState(false);
  const [top, setTop] = useState<Place | null>(null);
  useEffect(() => {
    const look = () => setScrolled(window.scrollY > AT_TOP_PX);
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, []);
  const isHeld = isLive && (isPaused || isScrolled);
  const first = logs[0];
  if (isHeld && !top && first) setTop({ id: first.id, timestamp: first.timestamp });
  if (!isHeld && top) setTop(null);
  const shown = isHeld && top ? logs.filter((log) => newestFirst(top, log) <= 0) : logs;
  const pause = useCallback(() => setPaused(true), []);
  const goOn = useCallback(() => {
    setPaused(false);
    setScrolled(false);
    window.scrollTo({ top: 0 });
  }, []);
  return { shown, fresh: logs.length - shown.length, isPaused, pause, goOn };
}
