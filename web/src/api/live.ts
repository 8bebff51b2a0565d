// Makes a collection of the API's cache live: it is kept with its position in its stream, catches up with what came
// while it was read, and takes each later event. A copy that cannot catch up is read again.
// Not here: which collections there are (the features' api.ts), what an event changes (realtime/apply.ts).
import { original, type ThunkDispatch, type UnknownAction } from "@reduxjs/toolkit";
import { api, type Meta } from "@/api/base";
import type { Services } from "@/api/services";
import { applyEvent, type Rule, type Snapshot } from "@/realtime/apply";

const MINE = ["Activity", "Session", "Log", "Task", "Category", "Profile", "History", "Notification", "Room", "Unread"] as const;

/** Reads every live collection again: the streams began anew. */
export const refetchAll = () => api.util.invalidateTags([...MINE, "Message"]);

/** Reads the live collections of a stream again: they cannot go on from where they stand. */
export const refetchStream = (stream: string) =>
  api.util.invalidateTags(stream === "me" ? [...MINE] : [{ type: "Message", id: stream }, "Unread"]);

/** Reads again what is told on the streams of rooms but has no position in them: it was read before they were heard. */
export const refetchRooms = () => api.util.invalidateTags(["Room", "Unread"]);

export function snapshotOf<T>(items: T[], meta: Meta | undefined, stream: string): Snapshot<T> {
  return { at: meta?.positions[stream] ?? null, items };
}

interface Started<Data> {
  extra: unknown;
  dispatch: ThunkDispatch<unknown, unknown, UnknownAction>;
  queryFulfilled: Promise<{ data: Data }>;
  updateCachedData(recipe: (data: Data) => Data): unknown;
}

interface Added<Data> {
  extra: unknown;
  dispatch: ThunkDispatch<unknown, unknown, UnknownAction>;
  cacheEntryRemoved: Promise<void>;
  updateCachedData(recipe: (data: Data) => Data): unknown;
}

interface Shape<Arg, Data, T> {
  /** The snapshots in the cache entry's data, each with its own rule. */
  parts(data: Data, arg: Arg): [Snapshot<T>, Rule<T>][];
  /** The data with other snapshots, in the same order. */
  join(data: Data, parts: Snapshot<T>[]): Data;
}

/** The two life-cycle hooks of a live endpoint. */
export function keepLive<Arg, Data, T extends { id: number }>({ parts, join }: Shape<Arg, Data, T>) {
  type Change = (part: Snapshot<T>, rule: Rule<T>) => Snapshot<T>;
  const change = (data: Data, arg: Arg, next: Change): Data => {
    // The plain data, not the draft: a draft of each of ten thousand items is slow.
    const plain = original(data as object) as Data;
    const before = parts(plain, arg);
    const after = before.map(([part, rule]) => next(part, rule));
    return before.every(([part], index) => part === after[index]) ? plain : join(plain, after);
  };
  return {
    async onQueryStarted(arg: Arg, { extra, dispatch, queryFulfilled, updateCachedData }: Started<Data>) {
      const { feed } = extra as Services;
      const answer = await queryFulfilled.catch(() => null);
      if (!answer) return;
      const pairs = parts(answer.data, arg);
      const isRenewed = pairs.some(([{ at }, { stream }]) => at && feed.arrived(stream, at) === "renewed");
      const behind = pairs.find(([part, rule]) => feed.catchUp(part, rule) === null);
      if (isRenewed) dispatch(refetchAll());
      else if (behind) dispatch(refetchStream(behind[1].stream));
      else updateCachedData((data) => change(data, arg, (part, rule) => feed.catchUp(part, rule) ?? part));
    },
    async onCacheEntryAdded(arg: Arg, { extra, dispatch, cacheEntryRemoved, updateCachedData }: Added<Data>) {
      const { feed } = extra as Services;
      const stop = feed.listen((event) => {
        const behind = new Set<string>();
        updateCachedData((data) =>
          change(data, arg, (part, rule) => {
            if (event.seq === null || !part.at) return applyEvent(part, event, rule);
            const caught = feed.catchUp(part, rule);
            if (!caught) behind.add(rule.stream);
            return caught ?? part;
          }),
        );
        behind.forEach((stream) => dispatch(refetchStream(stream)));
      });
      await cacheEntryRemoved;
      stop();
    },
  };
}

/** An endpoint whose data is one snapshot. */
export function keepSnapshotLive<Arg, T extends { id: number }>(rule: (arg: Arg) => Rule<T>) {
  return keepLive<Arg, Snapshot<T>, T>({
    parts: (data, arg) => [[data, rule(arg)]],
    join: (data, [part]) => part ?? data,
  });
}
