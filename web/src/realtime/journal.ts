// The last events of one stream, so that a collection which was read before some of them, but arrived after, catches up.
// Invariants: events are dense and in order; the journal never goes back; it is bounded.
// Not here: what an event means to a collection (apply.ts).
import { applyEvent, type LiveEvent, type Rule, type Snapshot } from "@/realtime/apply";
import type { Cursor } from "@/realtime/cursor";

const KEPT = 1000;

export interface Journal {
  /** The last event that was taken; null before the stream's position is known. */
  at: Cursor | null;
  events: (LiveEvent & { seq: number })[];
}

export const emptyJournal: Journal = { at: null, events: [] };

export type Taken = "applied" | "seen" | "gap";

/** Takes the stream's next event. One that was seen is dropped; one too far ahead must be asked for again. */
export function take(journal: Journal, event: LiveEvent & { seq: number }): [Journal, Taken] {
  if (!journal.at || event.seq > journal.at.seq + 1) return [journal, "gap"];
  if (event.seq <= journal.at.seq) return [journal, "seen"];
  const events = [...journal.events, event].slice(-KEPT);
  return [{ at: { epoch: journal.at.epoch, seq: event.seq }, events }, "applied"];
}

/** Brings a snapshot that just arrived up to the journal; null when the journal does not reach back to it. */
export function catchUp<T extends { id: number }>(snapshot: Snapshot<T>, journal: Journal, rule: Rule<T>): Snapshot<T> | null {
  const { at } = snapshot;
  if (!at || !journal.at || at.epoch !== journal.at.epoch || at.seq >= journal.at.seq) return snapshot;
  const oldest = journal.events[0]?.seq ?? journal.at.seq + 1;
  if (at.seq + 1 < oldest) return null;
  return journal.events.reduce((snapshot, event) => applyEvent(snapshot, event, rule), snapshot);
}
