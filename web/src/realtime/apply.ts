// How an event changes a collection. Pure and free of React, so that a Node process can run it beside the server's tests.
// Invariants: an event at or before the collection's position changes nothing; events carry whole objects,
// so applying one twice is harmless; the order of the items is the rule's.
// Not here: keeping events for collections that arrive late (journal.ts), the socket (socket.ts).
import type { Cursor } from "@/realtime/cursor";

export interface LiveEvent {
  stream: string;
  /** Null for the answer to a write of our own, which has no place in the stream. */
  seq: number | null;
  type: string;
  data: unknown;
}

/** A collection as it was at a position of its stream; null when the server did not say where. */
export interface Snapshot<T> {
  at: Cursor | null;
  items: T[];
}

export interface Rule<T> {
  stream: string;
  /** Event types that carry the whole object. */
  puts: readonly string[];
  /** Event types that carry only the id of what is gone. */
  removes: readonly string[];
  /** Whether the collection, with its filters, has this object. */
  holds(item: T): boolean;
  order(a: T, b: T): number;
}

interface Identified {
  id: number;
}

function without<T extends Identified>(items: T[], id: number): T[] {
  return items.some((item) => item.id === id) ? items.filter((item) => item.id !== id) : items;
}

function withItem<T extends Identified>(items: T[], item: T, rule: Rule<T>): T[] {
  const rest = items.filter((other) => other.id !== item.id);
  const place = rest.findIndex((other) => rule.order(item, other) < 0);
  return rest.toSpliced(place < 0 ? rest.length : place, 0, item);
}

function change<T extends Identified>(items: T[], event: LiveEvent, rule: Rule<T>): T[] {
  const item = event.data as T;
  if (rule.puts.includes(event.type) && rule.holds(item)) return withItem(items, item, rule);
  if (rule.puts.includes(event.type) || rule.removes.includes(event.type)) return without(items, item.id);
  return items;
}

export function applyEvent<T extends Identified>(snapshot: Snapshot<T>, event: LiveEvent, rule: Rule<T>): Snapshot<T> {
  if (event.stream !== rule.stream) return snapshot;
  if (event.seq === null) return { ...snapshot, items: change(snapshot.items, event, rule) };
  if (snapshot.at && event.seq <= snapshot.at.seq) return snapshot;
  const at = snapshot.at && { epoch: snapshot.at.epoch, seq: event.seq };
  return { ...snapshot, at, items: change(snapshot.items, event, rule) };
}
