// Who is in a room now, as the live socket tells it.
import { useSelector } from "react-redux";
import type { Presence, PresenceState } from "@/realtime/presence";

/** Null before it was told, and while there is no connection. */
export function usePresence(room: string): Presence | null {
  return useSelector(({ presence }: { presence: PresenceState }) => presence.here[`room:${room}`] ?? null);
}
