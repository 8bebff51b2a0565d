// The tab's title: what runs and for how long, or else the place.
import { useNow } from "@/api/ServicesContext";
import { startOfEntry } from "@/features/activities/model";
import { useTimer } from "@/features/activities/useTimer";
import { stopwatch } from "@/lib/format";
import { m } from "@/lib/messages";
import { useTabTitle } from "@/lib/title";

export function useTitle(place: string): void {
  const { running } = useTimer();
  const now = useNow(1000);
  const title = running
    ? m.app.runningTitle(stopwatch(now - startOfEntry(running)), running.activity_name)
    : m.app.title(place);
  useTabTitle(title);
}
