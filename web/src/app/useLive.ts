// Keeps the live socket while somebody is signed in, and sends what waited when it is back.
import { useEffect } from "react";
import { refetchAll } from "@/api/live";
import type { Services } from "@/api/services";
import { useAppDispatch } from "@/app/hooks";
import { startWatch } from "@/features/notifications/telling/watch";
import { ONLINE } from "@/outbox/sender";
import { statusChanged } from "@/realtime/connection";
import { openLive } from "@/realtime/socket";

export function useLive({ boot, feed, onSignedOut }: Services): void {
  const dispatch = useAppDispatch();
  const isSignedIn = boot.user !== null;
  useEffect(() => {
    if (!isSignedIn) return undefined;
    // Chosen while the socket is given up: it comes back as when the network does.
    const watch = startWatch(() => window.dispatchEvent(new Event("online")));
    const close = openLive({
      url: `${location.origin.replace(/^http/, "ws")}/ws/live/`,
      feed,
      onSignedOut,
      onStatus(status) {
        dispatch(statusChanged(status));
        if (status === "live") dispatch({ type: ONLINE });
      },
      onReset(stream) {
        feed.forget(stream);
        dispatch(refetchAll());
      },
      isWatching: watch.isOn,
    });
    return () => {
      watch.stop();
      close();
    };
  }, [dispatch, feed, isSignedIn, onSignedOut]);
}
