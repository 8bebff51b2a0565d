// The one running timer, and starting and stopping it from anywhere.
import { useCallback } from "react";
import { useFindCurrentTimerQuery } from "@/features/activities/api";
import type { Entry } from "@/features/activities/model";
import { useEntries } from "@/features/activities/useEntries";
import { newTarget, useOutboxDispatch, write } from "@/outbox/write";

const NONE: never[] = [];

export interface Timer {
  running: Entry | null;
  isKnown: boolean;
  start(what: { name: string; tags: string[]; typed?: string }): void;
  stop(): void;
}

export function useTimer(): Timer {
  const { data } = useFindCurrentTimerQuery();
  const entries = useEntries(data?.items ?? NONE);
  const running = entries.find((entry) => entry.running) ?? null;
  const dispatch = useOutboxDispatch();
  const start = useCallback<Timer["start"]>(
    ({ name, tags, typed }) => {
      const body = { activity_name: name, tags, started_at: new Date().toISOString() };
      dispatch(write({ type: "timer.start", target: newTarget(), body, typed }));
    },
    [dispatch],
  );
  const target = running?.id;
  const stop = useCallback(() => {
    if (target !== undefined) dispatch(write({ type: "timer.stop", target, body: {} }));
  }, [dispatch, target]);
  return { running, isKnown: data !== undefined, start, stop };
}
