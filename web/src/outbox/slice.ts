// Writes that the server has not answered yet: what the views show at once, and what waits while the connection is lost.
// Invariants: sent in order, one at a time; each has its own Idempotency-Key, so sending twice writes once;
// bounded. A target below zero is an object made here, renamed when the server has named it.
// Not here: sending (sender.ts), keeping over a reload (storage.ts), what a write looks like (the features).
import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

export interface Write {
  /** The Idempotency-Key. */
  key: string;
  /** Which of the features' writes this is: "activity.create". */
  type: string;
  target: number;
  body: Record<string, unknown>;
  /** When the person did it, by the server's clock and by ours. */
  at: number;
  madeAt: number;
  /** What was typed, to give back when the server refuses. */
  typed?: string;
  /** Why the server refused it. It stays until whoever wrote it says what is to become of it, and holds up only its like. */
  refusal?: string;
}

export interface OutboxState {
  writes: Write[];
  /** The one that is on its way. */
  sending: string | null;
  /** The last attempt did not reach the server. */
  isHeld: boolean;
}

export const MOST_WRITES = 500;

const initialState: OutboxState = { writes: [], sending: null, isHeld: false };

const outbox = createSlice({
  name: "outbox",
  initialState,
  reducers: {
    added(state, { payload }: PayloadAction<Write>) {
      if (state.writes.length < MOST_WRITES) state.writes.push(payload);
    },
    adopted(state, { payload }: PayloadAction<Write[]>) {
      state.writes = [...payload, ...state.writes].slice(0, MOST_WRITES);
    },
    began(state, { payload }: PayloadAction<string>) {
      state.sending = payload;
    },
    refused(state, { payload: { key, reason } }: PayloadAction<{ key: string; reason: string }>) {
      for (const write of state.writes) if (write.key === key) write.refusal = reason;
      if (state.sending === key) state.sending = null;
      state.isHeld = false;
    },
    held(state) {
      state.sending = null;
      state.isHeld = true;
    },
    /**
     * Answered, refused or taken back. `id` is the server's name for an object that was made here; without it the
     * object never came to be, and what was to be done with it goes too.
     */
    ended(state, { payload: { key, id } }: PayloadAction<{ key: string; id?: number }>) {
      const made = state.writes.find((other) => other.key === key && other.target < 0)?.target;
      state.writes = state.writes.filter((other) => other.key !== key);
      if (made !== undefined && id === undefined) state.writes = state.writes.filter((other) => other.target !== made);
      for (const other of state.writes) if (id !== undefined && other.target === made) other.target = id;
      if (state.sending === key) state.sending = null;
      state.isHeld = false;
    },
  },
});

export const { added, adopted, began, refused, held, ended } = outbox.actions;

/** The first that may be sent: what was refused waits, and what was to be done with it. */
export function nextOf(writes: Write[]): Write | undefined {
  const stuck = new Set(writes.filter(({ refusal }) => refusal !== undefined).map(({ target }) => target));
  return writes.find(({ target }) => !stuck.has(target));
}

export const outboxReducer = outbox.reducer;
