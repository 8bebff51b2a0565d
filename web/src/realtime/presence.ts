// Who is where and who types, as the live socket tells it: never stored, and forgotten when the socket is cut.
// Not here: telling that I type (wishes.ts), how it is shown (features/chat/presence).
import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

export interface Somebody {
  id: number;
  username: string;
}

export interface Presence {
  stream: string;
  users: Somebody[];
  /** What people of other nodes do is unknown. */
  degraded: boolean;
}

export interface Typing {
  stream: string;
  user: Somebody;
  typing: boolean;
}

export interface PresenceState {
  here: Record<string, Presence>;
  typing: Record<string, Somebody[]>;
}

const initialState: PresenceState = { here: {}, typing: {} };

const presence = createSlice({
  name: "presence",
  initialState,
  reducers: {
    presenceTold(state, { payload }: PayloadAction<Presence>) {
      state.here[payload.stream] = payload;
    },
    typingTold(state, { payload: { stream, user, typing } }: PayloadAction<Typing>) {
      const others = (state.typing[stream] ?? []).filter(({ id }) => id !== user.id);
      state.typing[stream] = typing ? [...others, user] : others;
    },
    presenceForgotten: () => initialState,
  },
});

export const { presenceTold, typingTold, presenceForgotten } = presence.actions;
export const presenceReducer = presence.reducer;

/** Who says nothing for so long does not type any more. */
const SILENT_MS = 6000;

/** Passes on who types, and that they stopped when they did not say so. */
export function createTypists(tell: (typing: Typing) => void): (typing: Typing) => void {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  return (told) => {
    const who = `${told.user.id} ${told.stream}`;
    clearTimeout(timers.get(who));
    if (told.typing) timers.set(who, setTimeout(() => tell({ ...told, typing: false }), SILENT_MS));
    else timers.delete(who);
    tell(told);
  };
}
