// The one live socket of a visible tab: connects, resumes each stream where the feed stands, and comes back when cut.
// Streams that were wished for in the same moment are asked for together, for the server counts frames.
// A hidden tab gives its socket up after a minute and resumes when it is seen again, unless it watches for the others.
// Not here: what events do (apply.ts), the words on the wire (protocol.ts).
import { backoff } from "@/realtime/backoff";
import { type Cursor, formatCursor } from "@/realtime/cursor";
import type { Feed } from "@/realtime/feed";
import type { Presence, Typing } from "@/realtime/presence";
import { type Frame, isSignedOut, mayReturn, readFrame } from "@/realtime/protocol";
import type { Wishes } from "@/realtime/wishes";

const PING_MS = 25_000;
const PONG_MS = 10_000;
const HIDDEN_MS = 60_000;
const ME = "me";

export type LiveStatus = "connecting" | "live" | "lost" | "off";

export interface LiveOptions {
  url: string;
  feed: Feed;
  wishes: Wishes;
  onStatus(status: LiveStatus): void;
  /** Our position is older than what the server keeps. */
  onReset(stream: string): void;
  /** A stream is heard from now on, of which nothing was known. */
  onBegun(): void;
  /** The stream is not there, or not ours any more. */
  onRefused(stream: string): void;
  onPresence(presence: Presence): void;
  onTyping(typing: Typing): void;
  onSignedOut(): void;
  /** This tab is to hear what comes though nobody sees it. */
  isWatching?: () => boolean;
  open?: (url: string) => WebSocket;
}

/** Opens the socket and keeps it; the answer ends it for good. */
export function openLive({
  url,
  feed,
  wishes,
  onStatus,
  onReset,
  onBegun,
  onRefused,
  onPresence,
  onTyping,
  onSignedOut,
  isWatching = () => false,
  open = (at) => new WebSocket(at),
}: LiveOptions): () => void {
  let socket: WebSocket | null = null;
  let attempt = 0;
  let retry: number | undefined;
  let ping: number | undefined;
  let pong: number | undefined;
  let hiding: number | undefined;

  const send = (message: unknown) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const asked = new Map<string, Cursor | null>();
  const ask = () => {
    if (asked.size === 0) return;
    send({ subscribe: Object.fromEntries([...asked].map(([stream, at]) => [stream, at && formatCursor(at)])) });
    asked.clear();
  };
  /** Where I stand in what is mine is known when a list of it is; a room is followed from now on. */
  const subscribe = (stream: string, at = feed.position(stream)) => {
    if (stream === ME ? !at : !wishes.followed().includes(stream)) return;
    if (asked.size === 0) queueMicrotask(ask);
    asked.set(stream, at);
  };
  const beat = () => {
    send({ ping: Date.now() });
    pong = window.setTimeout(() => socket?.close(), PONG_MS);
  };
  const heed = (frame: Frame) => {
    switch (frame.kind) {
      case "event":
        if (feed.take(frame.event) === "gap") subscribe(frame.event.stream);
        break;
      case "subscribed":
        if (Object.entries(frame.streams).filter(([stream, at]) => at && feed.begin(stream, at)).length > 0) onBegun();
        break;
      case "reset":
        onReset(frame.stream);
        break;
      case "refused":
        frame.streams.forEach((stream) => onRefused(stream));
        break;
      case "presence":
        onPresence(frame.presence);
        break;
      case "typing":
        onTyping(frame.typing);
        break;
      case "pong":
      case "unknown":
    }
  };
  const hear = (text: string) => {
    window.clearTimeout(pong);
    window.clearTimeout(ping);
    ping = window.setTimeout(beat, PING_MS);
    heed(readFrame(text));
  };
  const drop = () => {
    for (const timer of [retry, ping, pong]) window.clearTimeout(timer);
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    socket = null;
  };
  const isIdle = () => document.visibilityState === "hidden" && !isWatching();
  const connect = () => {
    drop();
    if (isIdle()) return;
    onStatus("connecting");
    const fresh = open(url);
    socket = fresh;
    fresh.onopen = () => {
      attempt = 0;
      ping = window.setTimeout(beat, PING_MS);
      for (const stream of [ME, ...wishes.followed()]) subscribe(stream);
      onStatus("live");
    };
    fresh.onmessage = (message) => hear(String(message.data));
    fresh.onclose = ({ code }) => {
      drop();
      onStatus(mayReturn(code) ? "lost" : "off");
      if (isSignedOut(code)) onSignedOut();
      else if (mayReturn(code)) retry = window.setTimeout(connect, backoff(attempt++));
    };
  };
  const onVisible = () => {
    window.clearTimeout(hiding);
    if (document.visibilityState === "hidden") hiding = window.setTimeout(() => isIdle() && drop(), HIDDEN_MS);
    else if (!socket) connect();
  };
  const onOnline = () => {
    attempt = 0;
    if (socket?.readyState !== WebSocket.OPEN) connect();
  };
  const stopWaiting = feed.onPosition(subscribe);
  const stopListening = wishes.listen({
    onFollow: (stream) => subscribe(stream),
    onUnfollow(stream) {
      asked.delete(stream);
      send({ unsubscribe: [stream] });
    },
    onTyping: (stream, isTyping) => send({ typing: { [stream]: isTyping } }),
  });
  document.addEventListener("visibilitychange", onVisible);
  window.addEventListener("online", onOnline);
  connect();
  return () => {
    stopWaiting();
    stopListening();
    document.removeEventListener("visibilitychange", onVisible);
    window.removeEventListener("online", onOnline);
    window.clearTimeout(hiding);
    drop();
  };
}
