// How a feature writes: the views show it at once, the sender sends it.
import type { ThunkAction, ThunkDispatch, UnknownAction } from "@reduxjs/toolkit";
import { useCallback } from "react";
import { useDispatch, useSelector } from "react-redux";
import type { Services } from "@/api/services";
import { m } from "@/lib/messages";
import { randomKey } from "@/lib/random";
import { added, ended, MOST_WRITES, type OutboxState, type Write } from "@/outbox/slice";
import { alarm } from "@/ui/toasts";

interface State {
  outbox: OutboxState;
}

type OutboxThunk<Answer> = ThunkAction<Answer, State, Services, UnknownAction>;

let made = 0;

/** A name for an object that the server has yet to name. */
export function newTarget(): number {
  made -= 1;
  return -Date.now() * 100 + made;
}

export type Order = Pick<Write, "type" | "target" | "body" | "typed">;

export function write(order: Order): OutboxThunk<Write | null> {
  return (dispatch, getState, { clock }) => {
    if (getState().outbox.writes.length >= MOST_WRITES) {
      alarm({ text: m.toast.full });
      return null;
    }
    const whole = { ...order, key: randomKey(), at: clock.now(), madeAt: Date.now() };
    dispatch(added(whole));
    return whole;
  };
}

/** Takes a write back if it has not left yet. Answers whether it did. */
export function takeBack(key: string): OutboxThunk<boolean> {
  return (dispatch, getState) => {
    const { writes, sending } = getState().outbox;
    if (sending === key || !writes.some((other) => other.key === key)) return false;
    dispatch(ended({ key }));
    return true;
  };
}

/** Sends again what was refused, as a new request. */
export function tryAgain(key: string): OutboxThunk<void> {
  return (dispatch, getState) => {
    const known = getState().outbox.writes.find((other) => other.key === key);
    if (!known) return;
    dispatch(ended({ key }));
    dispatch(write({ type: known.type, target: known.target, body: known.body, typed: known.typed }));
  };
}

export function useWrites(): Write[] {
  return useSelector((state: State) => state.outbox.writes);
}

export function useOutboxDispatch() {
  const dispatch = useDispatch<ThunkDispatch<State, Services, UnknownAction>>();
  return useCallback(<Answer,>(thunk: OutboxThunk<Answer>) => dispatch(thunk), [dispatch]);
}
