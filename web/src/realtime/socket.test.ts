// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFeed } from "@/realtime/feed";
import { type LiveOptions, openLive } from "@/realtime/socket";
import { createTypists, presenceForgotten, presenceReducer, type Typing, typingTold } from "@/realtime/presence";
import { createWishes } from "@/realtime/wishes";
import { FakeSocket } from "@/test/fakeServer";

const A_WHILE_MS = 61_000;

function open(isWatching: () => boolean, options: Partial<LiveOptions> = {}) {
  FakeSocket.open.length = 0;
  const nothing = () => undefined;
  const close = openLive({
    url: "ws://here/ws/live/",
    feed: createFeed(),
    wishes: createWishes(),
    onStatus: nothing,
    onReset: nothing,
    onBegun: nothing,
    onRefused: nothing,
    onPresence: nothing,
    onTyping: nothing,
    onSignedOut: nothing,
    ...options,
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

test("rooms are asked for together, each from where it stands, and again when the socket is back", async () => {
  const [feed, wishes, onRefused, onBegun] = [createFeed(), createWishes(), vi.fn(), vi.fn()];
  wishes.follow("room:general");
  const close = open(() => true, { feed, wishes, onRefused, onBegun });
  const socket = () => FakeSocket.open.at(-1);
  const stop = wishes.follow("room:design");
  wishes.follow("room:design")();
  await Promise.resolve();
  expect(socket()?.sent).toEqual([{ subscribe: { "room:general": null, "room:design": null } }]);

  socket()?.tell({ subscribed: { "room:general": "e1.7" } });
  expect(onBegun).toHaveBeenCalledOnce();
  socket()?.tell({ error: "Not found.", streams: ["room:design"] });
  expect(onRefused).toHaveBeenCalledExactlyOnceWith("room:design");
  stop();
  expect(socket()?.sent.at(-1)).toEqual({ unsubscribe: ["room:design"] });
  socket()?.tell({ stream: "room:general", seq: 8, type: "message_created", data: { id: 1 } });
  expect(feed.position("room:general")).toEqual({ epoch: "e1", seq: 8 });

  socket()?.close(1006);
  vi.advanceTimersByTime(A_WHILE_MS);
  socket()?.accept();
  await Promise.resolve();
  expect(socket()?.sent).toEqual([{ subscribe: { "room:general": "e1.8" } }]);
  socket()?.tell({ subscribed: { "room:general": "e1.8" } });
  expect(onBegun).toHaveBeenCalledOnce();
  wishes.tellTyping("room:general", true);
  expect(socket()?.sent.at(-1)).toEqual({ typing: { "room:general": true } });
  close();
});

test("who stops without a word is forgotten", () => {
  const told: Typing[] = [];
  const hear = createTypists((typing) => told.push(typing));
  const ben = { stream: "room:general", user: { id: 8, username: "ben" }, typing: true };
  hear(ben);
  vi.advanceTimersByTime(5000);
  hear(ben);
  vi.advanceTimersByTime(5000);
  expect(told.at(-1)?.typing).toBe(true);
  vi.advanceTimersByTime(1000);
  expect(told.map(({ typing }) => typing)).toEqual([true, true, false]);
  const reduced = told.reduce((state, typing) => presenceReducer(state, typingTold(typing)), presenceReducer(undefined, presenceForgotten()));
  expect(reduced.typing["room:general"]).toEqual([]);
});
