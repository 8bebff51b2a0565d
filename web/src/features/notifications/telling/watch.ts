// Of the tabs that nobody sees, one keeps its live socket, while notifications of the system are switched on:
// a lock that the browser hands on when its tab goes.
import { onTellingChange, telling } from "@/features/notifications/telling/wish";
import { locks } from "@/lib/locks";

const LOCK = "daybook.watch";

export interface Watch {
  /** Whether this tab is the one. */
  isOn(): boolean;
  stop(): void;
}

/** `onChosen` is called when this tab becomes the one. */
export function startWatch(onChosen: () => void): Watch {
  let isOn = false;
  let given: AbortController | null = null;
  let release: (() => void) | null = null;
  const stand = () => {
    isOn = true;
    onChosen();
    return new Promise<void>((resolve) => {
      release = resolve;
    });
  };
  const leave = () => {
    given?.abort();
    given = null;
    isOn = false;
    release?.();
  };
  const follow = () => {
    if (telling() !== "on") {
      leave();
    } else if (!given) {
      given = new AbortController();
      // Refused by the abort, when it is switched off while it waits.
      locks?.request(LOCK, { signal: given.signal }, stand).catch(() => undefined);
    }
  };
  const stopFollowing = onTellingChange(follow);
  follow();
  return {
    isOn: () => isOn,
    stop() {
      stopFollowing();
      leave();
    },
  };
}
