import { expect, test } from "vitest";
import { backoff } from "@/realtime/backoff";
import { formatCursor, parseCursor, parsePositions } from "@/realtime/cursor";
import { isSignedOut, mayReturn, readFrame } from "@/realtime/protocol";

test("cursors are read as they are written, and nothing else", () => {
  expect(parseCursor("k3f9.41")).toEqual({ epoch: "k3f9", seq: 41 });
  expect(formatCursor({ epoch: "k3.f9", seq: 0 })).toBe("k3.f9.0");
  expect(parseCursor("k3.f9.0")).toEqual({ epoch: "k3.f9", seq: 0 });
  expect(["", "41", ".41", "k3f9.", "k3f9.-1", "k3f9.x"].map(parseCursor)).toEqual(Array(6).fill(null));
  expect(parsePositions("me=e.4, room:general=e.7,bad")).toEqual({ me: { epoch: "e", seq: 4 }, "room:general": { epoch: "e", seq: 7 } });
  expect(parsePositions(null)).toEqual({});
});

test("frames are told apart", () => {
  expect(readFrame('{"stream":"me","seq":42,"type":"x","data":{"id":1}}')).toEqual({
    kind: "event",
    event: { stream: "me", seq: 42, type: "x", data: { id: 1 } },
  });
  expect(readFrame('{"subscribed":{"me":"e.4"}}')).toEqual({ kind: "subscribed", streams: { me: { epoch: "e", seq: 4 } } });
  expect(readFrame('{"reset":"me"}')).toEqual({ kind: "reset", stream: "me" });
  expect(readFrame('{"stream":"me","seq":43,"type":"x","data":{"id":1,"omitted":true}}')).toEqual({ kind: "reset", stream: "me" });
  expect(readFrame('{"error":"Not found.","streams":["room:x"]}')).toEqual({ kind: "refused", streams: ["room:x"] });
  expect(readFrame('{"presence":{"stream":"room:x","users":[],"degraded":false}}').kind).toBe("presence");
  expect(readFrame('{"typing":{"stream":"room:x","user":{"id":1,"username":"ann"},"typing":true}}').kind).toBe("typing");
  expect(readFrame('{"pong":3}').kind).toBe("pong");
  expect(readFrame('{"later":true}').kind).toBe("unknown");
});

test("close codes say whether to come back", () => {
  expect([1000, 1006, 4000, 4008, 4499].every(mayReturn)).toBe(true);
  expect([4500, 4503, 4504].some(mayReturn)).toBe(false);
  expect([4500, 4503].every(isSignedOut)).toBe(true);
  expect(isSignedOut(4504)).toBe(false);
});

test("waiting grows to half a minute, with full jitter", () => {
  expect([0, 1, 2, 20].map((attempt) => backoff(attempt, () => 1))).toEqual([500, 1000, 2000, 30_000]);
  expect(backoff(3, () => 0)).toBe(0);
});
