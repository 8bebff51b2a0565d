// One key for the timer: stops what runs, or goes on with what was done last.
import { useListActivitiesQuery } from "@/features/activities/api";
import { useEntries } from "@/features/activities/useEntries";
import { useTimer } from "@/features/activities/useTimer";
import { m } from "@/lib/messages";
import { notify } from "@/ui/toasts";

const NONE: never[] = [];
const LATEST = { limit: 1 };

/** `onNothing` is called when there is nothing to go on with. */
export function useToggleTimer(onNothing: () => void): () => void {
  const { running, start, stop } = useTimer();
  const { data } = useListActivitiesQuery(LATEST);
  const last = useEntries(data?.items ?? NONE)[0];
  return () => {
    if (running) {
      stop();
      notify({ text: m.now.stopped(running.activity_name) });
    } else if (last) {
      start({ name: last.activity_name, tags: last.tags });
      notify({ text: m.now.started(last.activity_name) });
    } else onNothing();
  };
}
