// Whether the page is live, for those who look at it.
import { createSlice, type PayloadAction } from "@reduxjs/toolkit";
import type { LiveStatus } from "@/realtime/socket";

const connection = createSlice({
  name: "connection",
  initialState: { status: "connecting" as LiveStatus },
  reducers: {
    statusChanged(state, { payload }: PayloadAction<LiveStatus>) {
      state.status = payload;
    },
  },
});

export const { statusChanged } = connection.actions;
export const connectionReducer = connection.reducer;
