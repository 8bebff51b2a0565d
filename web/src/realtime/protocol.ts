// The words of the live socket (`/ws/live/`), read without trust.
import type { LiveEvent } from "@/realtime/apply";
import { type Cursor, parseCursor } from "@/realtime/cursor";
import type { Presence, Typing } from "@/realtime/presence";

export type Frame =
  | { kind: "event"; event: LiveEvent & { seq: number } }
  | { kind: "subscribed"; streams: Record<string, Cursor | null> }
  | { kind: "reset"; stream: string }
  | { kind: "presence"; presence: Presence }
  | { kind: "typing"; typing: Typing }
  /** Streams that are not there, or not for us. */
  | { kind: "refused"; streams: string[] }
  | { kind: "pong" }
  | { kind: "unknown" };

export function readFrame(text: string): Frame {
  const frame = JSON.parse(text) as Record<string, unknown>;
  if (typeof frame.stream === "string" && typeof frame.seq === "number" && typeof frame.type === "string") {
    // The object was too large to be sent: what is held of it must be read again.
    if ((frame.data as { omitted?: unknown } | null)?.omitted === true) return { kind: "reset", stream: frame.stream };
    return { kind: "event", event: { stream: frame.stream, seq: frame.seq, type: frame.type, data: frame.data } };
  }
  if (typeof frame.subscribed === "object" && frame.subscribed) {
    const entries = Object.entries(frame.subscribed).map(([stream, at]) => [stream, parseCursor(String(at))]);
    return { kind: "subscribed", streams: Object.fromEntries(entries) as Record<string, Cursor | null> };
  }
  if (typeof frame.reset === "string") return { kind: "reset", stream: frame.reset };
  if (typeof frame.presence === "object" && frame.presence) return { kind: "presence", presence: frame.presence as Presence };
  if (typeof frame.typing === "object" && frame.typing) return { kind: "typing", typing: frame.typing as Typing };
  if (typeof frame.error === "string" && Array.isArray(frame.streams)) return { kind: "refused", streams: frame.streams.map(String) };
  return { kind: "pong" in frame ? "pong" : "unknown" };
}

/** Codes from 4000 to 4499, and all that is not ours, mean: come back. */
export function mayReturn(code: number): boolean {
  return code < 4500 || code > 4999;
}

/** The credentials are not, or no longer, good. */
export function isSignedOut(code: number): boolean {
  return code === 4500 || code === 4503;
}
