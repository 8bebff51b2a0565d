// Keeps the live socket while somebody is signed in, and sends what waited when it is back.
import { useEffect } from "react";
import { refetchRooms, refetchStream } from "@/api/live";
import type { Services } from "@/api/services";
import { useAppDispatch } from "@/app/hooks";
import { startWatch } from "@/features/notifications/telling/watch";
import { ONLINE } from "@/outbox/sender";
import { statusChanged } from "@/realtime/connection";
import { createTypists, presenceForgotten, presenceTold, typingTold } from "@/realtime/presence";
import { openLive } from "@/realtime/socket";

export function useLive({ boot, feed, wishes, onSignedOut }: Services): void {
  const dispatch = useAppDispatch();
  const isSignedIn = boot.user !== null;
  useEffect(() => {
    if (!isSignedIn) return undefined;
    // Chosen while the socket is given up: it comes back as when the network does.
    const watch = startWatch(() => window.dispatchEvent(new Event("online")));
    const close = openLive({
      url: `${location.origin.replace(/^http/, "ws")}/ws/live/`,
      feed,
      wishes,
      onSignedOut,
      onStatus(status) {
        dispatch(statusChanged(status));
        if (status === "live") dispatch({ type: ONLINE });
        else dispatch(presenceForgotten());
      },
      onReset(stream) {
        feed.forget(stream);
        dispatch(refetchStream(stream));
      },
      onBegun: () => void dispatch(refetchRooms()),
      onRefused: (stream) => void dispatch(refetchStream(stream)),
      onPresence: (presence) => void dispatch(presenceTold(presence)),
      onTyping: createTypists((typing) => dispatch(typingTold(typing))),
      isWatching: watch.isOn,
    });
    return () => {
      watch.stop();
      close();
    };
  }, [dispatch, feed, wishes, isSignedIn, onSignedOut]);
}
