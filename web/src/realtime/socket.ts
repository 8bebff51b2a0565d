// The one live socket of a visible tab: connects, resumes each stream where the feed stands, and comes back when cut.
// A hidden tab gives its socket up after a minute and resumes when it is seen again, unless it watches for the others.
// Not here: what events do (apply.ts), the words on the wire (protocol.ts).
import { backoff } from "@/realtime/backoff";
import { type Cursor, formatCursor } from "@/realtime/cursor";
import type { Feed } from "@/realtime/feed";
import { isSignedOut, mayReturn, readFrame } from "@/realtime/protocol";

const PING_MS = 25_000;
const PONG_MS = 10_000;
const HIDDEN_MS = 60_000;

export type LiveStatus = "connecting" | "live" | "lost" | "off";

export interface LiveOptions {
  url: string;
  feed: Feed;
  onStatus(status: LiveStatus): void;
  /** Our position is older than what the server keeps. */
  onReset(stream: string): void;
  onSignedOut(): void;
  /** This tab is to hear what comes though nobody sees it. */
  isWatching?: () => boolean;
  open?: (url: string) => WebSocket;
}

/** Opens the socket and keeps it; the answer ends it for good. */
export function openLive({
  url,
  feed,
  onStatus,
  onReset,
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
  const subscribe = (stream: string, at: Cursor | null) => {
    if (at) send({ subscribe: { [stream]: formatCursor(at) } });
  };
  const beat = () => {
    send({ ping: Date.now() });
    pong = window.setTimeout(() => socket?.close(), PONG_MS);
  };
  const hear = (text: string) => {
    window.clearTimeout(pong);
    window.clearTimeout(ping);
    ping = window.setTimeout(beat, PING_MS);
    const frame = readFrame(text);
    if (frame.kind === "event" && feed.take(frame.event) === "gap") subscribe(frame.event.stream, feed.position(frame.event.stream));
    if (frame.kind === "reset") onReset(frame.stream);
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
      subscribe("me", feed.position("me"));
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
  document.addEventListener("visibilitychange", onVisible);
  window.addEventListener("online", onOnline);
  connect();
  return () => {
    stopWaiting();
    document.removeEventListener("visibilitychange", onVisible);
    window.removeEventListener("online", onOnline);
    window.clearTimeout(hiding);
    drop();
  };
}
