// One store's live events: what the socket brings, given to the collections that the store holds.
// The socket writes, the API's cache listens; neither knows the other.
// Invariant: a listener sees each event of a stream once, in order.
import type { LiveEvent, Rule, Snapshot } from "@/realtime/apply";
import type { Cursor } from "@/realtime/cursor";
import { catchUp, emptyJournal, type Journal, take, type Taken } from "@/realtime/journal";

type Listener = (event: LiveEvent) => void;

export interface Feed {
  /** Where the socket should go on; null while no collection has told a position. */
  position(stream: string): Cursor | null;
  /** A collection came with its position. Answers whether the stream began anew, so that all else is stale. */
  arrived(stream: string, at: Cursor): "known" | "first" | "renewed";
  /** The socket follows a stream: of one of which no collection has told a position, it begins here. Answers whether it does. */
  begin(stream: string, at: Cursor): boolean;
  take(event: LiveEvent & { seq: number }): Taken;
  /** The answer to a write of our own, unless the stream already told more of that object. */
  answer(event: Omit<LiveEvent, "seq">, since: number): void;
  /** How many events have come, to pass to `answer` later. */
  count(): number;
  catchUp<T extends { id: number }>(snapshot: Snapshot<T>, rule: Rule<T>): Snapshot<T> | null;
  /** The server cannot go on from our position: all collections must be read again. */
  forget(stream: string): void;
  listen(listener: Listener): () => void;
  onPosition(listener: (stream: string, at: Cursor) => void): () => void;
}

export function createFeed(): Feed {
  const journals = new Map<string, Journal>();
  const listeners = new Set<Listener>();
  const waiting = new Set<(stream: string, at: Cursor) => void>();
  const touched = new Map<string, number>();
  let count = 0;
  const journal = (stream: string) => journals.get(stream) ?? emptyJournal;
  const tell = (event: LiveEvent) => listeners.forEach((listener) => listener(event));
  // Ids are of one sort of object only: `log_updated` 7 is not `activity_updated` 7.
  const objectOf = ({ type, data }: Omit<LiveEvent, "seq">) => `${type.split("_", 1)[0]} ${(data as { id: number }).id}`;
  return {
    position: (stream) => journal(stream).at,
    arrived(stream, at) {
      const known = journal(stream).at;
      if (known?.epoch === at.epoch) return "known";
      journals.set(stream, { at, events: [] });
      waiting.forEach((listener) => listener(stream, at));
      return known ? "renewed" : "first";
    },
    begin(stream, at) {
      if (journal(stream).at) return false;
      journals.set(stream, { at, events: [] });
      return true;
    },
    take(event) {
      const [next, taken] = take(journal(event.stream), event);
      if (taken === "applied") {
        journals.set(event.stream, next);
        count += 1;
        touched.set(objectOf(event), count);
        tell(event);
      }
      return taken;
    },
    answer(event, since) {
      if ((touched.get(objectOf(event)) ?? 0) <= since) tell({ ...event, seq: null });
    },
    count: () => count,
    catchUp: (snapshot, rule) => catchUp(snapshot, journal(rule.stream), rule),
    forget(stream) {
      journals.delete(stream);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onPosition(listener) {
      waiting.add(listener);
      return () => waiting.delete(listener);
    },
  };
}
