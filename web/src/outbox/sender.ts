// Sends the outbox, first in, first out. What does not reach the server, or finds it busy, waits and is tried again;
// what the server refuses is taken back and told, or kept for the views to show.
// Not here: which request a write is (the features' writes.ts, given as `WriteKinds`).
import { isAnyOf, type ListenerMiddlewareInstance, type ThunkDispatch, type UnknownAction } from "@reduxjs/toolkit";
import type { FetchBaseQueryError } from "@reduxjs/toolkit/query";
import { added, adopted, began, ended, held, nextOf, type OutboxState, refused, type Write } from "@/outbox/slice";
import type { OutboxStorage } from "@/outbox/storage";
import { backoff } from "@/realtime/backoff";

interface State {
  outbox: OutboxState;
}

type Dispatch = ThunkDispatch<State, unknown, UnknownAction>;

export interface Answered {
  data?: unknown;
  error?: unknown;
}

export interface WriteKind {
  send(write: Write, dispatch: Dispatch): Promise<Answered>;
  /** What a live event of the same change would say, for when the socket is slower or gone. */
  event(write: Write, data: unknown): { stream: string; type: string; data: unknown };
  /** What to offer when the server refuses. */
  giveBack?(write: Write): { label: string; run: () => void } | undefined;
  /** The views show it when it is refused, with what can be done about it. */
  staysRefused?: boolean;
}

export type WriteKinds = Record<string, WriteKind>;

export interface SenderOptions {
  kinds: WriteKinds;
  storage: OutboxStorage;
  /** Marks the moment before sending, to compare with `onAnswer`. */
  mark(): number;
  onAnswer(event: { stream: string; type: string; data: unknown }, mark: number): void;
  onRefused(write: Write, error: unknown): void;
  reasonOf(error: unknown): string;
}

const BUSY: readonly unknown[] = ["FETCH_ERROR", "TIMEOUT_ERROR", 401, 429, 502, 503, 504, 507];

function isForLater(error: unknown): boolean {
  return BUSY.includes((error as FetchBaseQueryError | undefined)?.status);
}

export function startSender(
  middleware: ListenerMiddlewareInstance<State, Dispatch>,
  { kinds, storage, mark, onAnswer, onRefused, reasonOf }: SenderOptions,
): void {
  let attempt = 0;
  const state = (api: { getState(): State }) => api.getState().outbox;

  middleware.startListening({
    predicate: (_, now, before) => now.outbox.writes !== before.outbox.writes,
    effect: (_, api) => storage.save(state(api).writes),
  });

  middleware.startListening({
    matcher: isAnyOf(added, adopted, ended, held, refused),
    async effect(action, api) {
      if (held.match(action)) {
        api.cancelActiveListeners();
        await Promise.race([api.delay(backoff(++attempt)), api.condition(isOnline)]);
      }
      const { writes, sending } = state(api);
      const write = nextOf(writes);
      if (!write || sending) return;
      const kind = kinds[write.type];
      if (!kind) return void api.dispatch(ended({ key: write.key }));
      api.dispatch(began(write.key));
      const since = mark();
      const { data, error } = await kind.send(write, api.dispatch);
      if (error && isForLater(error)) return void api.dispatch(held());
      attempt = 0;
      if (error && kind.staysRefused) return void api.dispatch(refused({ key: write.key, reason: reasonOf(error) }));
      if (error) onRefused(write, error);
      else onAnswer(kind.event(write, data), since);
      const id = (data as { id?: number } | null | undefined)?.id;
      api.dispatch(ended({ key: write.key, id }));
    },
  });
}

/** Dispatched when the connection is back, to end the wait. */
export const ONLINE = "outbox/online";
const isOnline = (action: UnknownAction) => action.type === ONLINE;
