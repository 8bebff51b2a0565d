// What requests and live collections of one store share, given to thunks as their extra argument.
import type { Boot } from "@/lib/boot";
import type { Clock } from "@/lib/clock";
import type { Feed } from "@/realtime/feed";
import type { Wishes } from "@/realtime/wishes";

export interface Services {
  boot: Boot;
  clock: Clock;
  feed: Feed;
  wishes: Wishes;
  /** The session is over: leave for the login page. */
  onSignedOut(): void;
}
