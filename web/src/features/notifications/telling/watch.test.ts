// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";
import { startWatch } from "@/features/notifications/telling/watch";
import { switchOff, switchOn } from "@/features/notifications/telling/wish";

/** One lock for all that ask for it, in the order in which they ask; as the browser has it. */
vi.mock("@/lib/locks", () => {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_: string, { signal }: { signal: AbortSignal }, stand: () => Promise<unknown>) => {
    const mine = last.then(() => (signal.aborted ? undefined : stand()));
    last = mine;
    return mine;
  };
  return { locks: { request } };
});

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal("Notification", { permission: "granted", requestPermission: () => Promise.resolve("granted") });
});

test("of several tabs one watches, the next when it is gone, none when it is switched off", async () => {
  const [chosen, next] = [vi.fn(), vi.fn()];
  const [one, two] = [startWatch(chosen), startWatch(next)];
  expect([one.isOn(), two.isOn()]).toEqual([false, false]);
  await switchOn();
  await vi.waitFor(() => expect(chosen).toHaveBeenCalledOnce());
  expect([one.isOn(), two.isOn()]).toEqual([true, false]);
  one.stop();
  await vi.waitFor(() => expect(next).toHaveBeenCalledOnce());
  expect([one.isOn(), two.isOn()]).toEqual([false, true]);
  switchOff();
  expect(two.isOn()).toBe(false);
  two.stop();
});
