// Keeps a collection that has no position in one stream up with what the streams tell, while it is read and after:
// each event that it knows is put into it, in whatever order they come.
// Invariant of those who use it: applying an event twice, or one that the collection already holds, is harmless.
// Not here: collections with a position, which miss nothing by it (live.ts).
import { original, type ThunkDispatch, type UnknownAction } from "@reduxjs/toolkit";
import type { Services } from "@/api/services";
import type { LiveEvent } from "@/realtime/apply";

interface Api<Data> {
  extra: unknown;
  updateCachedData(recipe: (data: Data) => Data): unknown;
}

type Started<Data> = Api<Data> & { queryFulfilled: Promise<unknown> };
type Added<Data> = Api<Data> & { dispatch: ThunkDispatch<unknown, unknown, UnknownAction>; cacheEntryRemoved: Promise<void> };

interface Hearing<Arg, Data> {
  /** The types of the events that may change it. */
  types: readonly string[];
  apply(data: Data, event: LiveEvent, arg: Arg): Data;
}

/** The two life-cycle hooks of such an endpoint. */
export function keepHeard<Arg, Data extends object>({ types, apply }: Hearing<Arg, Data>) {
  const put = ({ updateCachedData }: Api<Data>, events: LiveEvent[], arg: Arg) => {
    if (events.length > 0) updateCachedData((data) => events.reduce((now, event) => apply(now, event, arg), original(data as object) as Data));
  };
  const hear = ({ extra }: Api<Data>, listener: (event: LiveEvent) => void) =>
    (extra as Services).feed.listen((event) => {
      if (types.includes(event.type)) listener(event);
    });
  return {
    /** What is told while the answer is on its way may be newer than the answer. */
    async onQueryStarted(arg: Arg, api: Started<Data>) {
      const heard: LiveEvent[] = [];
      const stop = hear(api, (event) => heard.push(event));
      const isAnswered = await api.queryFulfilled.then(
        () => true,
        () => false,
      );
      stop();
      if (isAnswered) put(api, heard, arg);
    },
    async onCacheEntryAdded(arg: Arg, api: Added<Data>) {
      const stop = hear(api, (event) => put(api, [event], arg));
      await api.cacheEntryRemoved;
      stop();
    },
  };
}
