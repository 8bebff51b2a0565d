// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFeed } from "@/realtime/feed";
import { openLive } from "@/realtime/socket";
import { FakeSocket } from "@/test/fakeServer";

const A_WHILE_MS = 61_000;

function open(isWatching: () => boolean) {
  FakeSocket.open.length = 0;
  const nothing = () => undefined;
  const close = openLive({
    url: "ws://here/ws/live/",
    feed: createFeed(),
    onStatus: nothing,
    onReset: nothing,
    onSignedOut: nothing,
    isWatching,
    open: () => new FakeSocket() as unknown as WebSocket,
  });
  FakeSocket.open[0]?.accept();
  return close;
}

function show(state: DocumentVisibilityState): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

const living = () => FakeSocket.open.filter(({ readyState }) => readyState === WebSocket.OPEN).length;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a tab that nobody sees gives its socket up after a while, and has one again when it is seen", () => {
  const close = open(() => false);
  show("hidden");
  vi.advanceTimersByTime(1000);
  expect(living()).toBe(1);
  vi.advanceTimersByTime(A_WHILE_MS);
  expect(living()).toBe(0);
  show("visible");
  FakeSocket.open.at(-1)?.accept();
  expect(living()).toBe(1);
  close();
});

test("the one that watches keeps it; one that is chosen later gets it back", () => {
  let isWatching = true;
  const close = open(() => isWatching);
  show("hidden");
  vi.advanceTimersByTime(20_000);
  expect(living()).toBe(1);
  isWatching = false;
  show("visible");
  show("hidden");
  vi.advanceTimersByTime(A_WHILE_MS);
  expect(living()).toBe(0);
  isWatching = true;
  window.dispatchEvent(new Event("online"));
  FakeSocket.open.at(-1)?.accept();
  expect(living()).toBe(1);
  close();
});
