// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { claim } from "@/features/notifications/telling/claim";

type Granted = (lock: object | null) => unknown;

const held = new Map<string, Promise<unknown>>();

/** The locks of a browser: held while what is done under them lasts. */
vi.mock("@/lib/locks", () => {
  const grant = (name: string, granted: Granted) => {
    const mine = Promise.resolve(granted({ name }));
    held.set(name, mine);
    return mine.finally(() => held.get(name) === mine && held.delete(name));
  };
  const request = async (name: string, ...rest: [Granted] | [{ ifAvailable?: boolean }, Granted]) => {
    const [{ ifAvailable = false }, granted] = rest.length === 1 ? [{}, rest[0]] : rest;
    if (ifAvailable && held.has(name)) return granted(null);
    if (!ifAvailable) await held.get(name);
    return grant(name, granted);
  };
  return { locks: { request } };
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  localStorage.clear();
  held.clear();
});

/** A tab to which what another one stored has not come yet. */
const behind = () => vi.spyOn(Storage.prototype, "getItem").mockReturnValue(null);

test("of two tabs one tells, though what it stored has not come to the other", async () => {
  expect(await claim(7)).toBe(true);
  behind();
  expect(await claim(7)).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await claim(7)).toBe(false);
  expect(await claim(8)).toBe(true);
});

test("of two that ask at once, too", async () => {
  behind();
  expect(await Promise.all([claim(7), claim(7)])).toEqual([true, false]);
});

test("what a tab told that is gone is not told again", async () => {
  expect(await claim(7)).toBe(true);
  held.clear();
  expect(await claim(7)).toBe(false);
});

test("no lock is held for ever", async () => {
  await Promise.all([claim(7), claim(8)]);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(held.size).toBe(0);
});
