// Who types in a room; and telling that I do, again and again while it lasts.
import { useEffect, useMemo } from "react";
import { useSelector } from "react-redux";
import { useServices, useViewer } from "@/api/ServicesContext";
import type { PresenceState, Somebody } from "@/realtime/presence";

const AGAIN_MS = 3000;
const IDLE_MS = 5000;

const NOBODY: Somebody[] = [];

interface State {
  presence: PresenceState;
}

/** The names of the others who type. */
export function useTypists(room: string): string[] {
  const { id: me } = useViewer();
  const typing = useSelector(({ presence }: State) => presence.typing[`room:${room}`] ?? NOBODY);
  return useMemo(() => typing.filter(({ id }) => id !== me).map(({ username }) => username), [typing, me]);
}

/** Says that one types every few seconds while it lasts, and once that one stopped. */
export function createTelling(say: (isTyping: boolean) => void): (isTyping: boolean) => void {
  let saidAt = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(idle);
    if (saidAt > 0) say(false);
    saidAt = 0;
  };
  return (isTyping) => {
    if (!isTyping) { stop(); return; }
    clearTimeout(idle);
    idle = setTimeout(stop, IDLE_MS);
    if (Date.now() - saidAt <= AGAIN_MS) return;
    saidAt = Date.now();
    say(true);
  };
}

export function useTellTyping(room: string): (isTyping: boolean) => void {
  const { wishes } = useServices();
  const tell = useMemo(() => createTelling((isTyping) => wishes.tellTyping(`room:${room}`, isTyping)), [wishes, room]);
  useEffect(() => () => tell(false), [tell]);
  return tell;
}
