import { expect, test } from "vitest";
import { beginning, type Read } from "@/features/chat/messages/begin";
import type { ChatMessage } from "@/features/chat/messages/model";

/** A room with so many messages; ids have gaps, for they are those of all rooms. */
function roomOf(count: number) {
  const all = Array.from({ length: count }, (_, index) => ({ id: 1000 + index * 3, seq: index + 1 }) as ChatMessage);
  const asked: Record<string, number>[] = [];
  const read: Read = (params) => {
    asked.push(params);
    const { before = Infinity, limit = 0 } = params;
    const fits = all.filter(({ id }) => id < before);
    const items = fits.slice(-limit);
    return Promise.resolve({ data: { at: null, items, hasOlder: items.length < fits.length, hasNewer: "before" in params } });
  };
  return { read, asked };
}

test.each([
  ["of some hundreds", 1000, 700, 1, [676, 750]],
  ["of thousands", 10_000, 1234, 18, [1210, 1284]],
  ["at the first of what one request answers", 2000, 1001, 2, [1001, 1051]],
  ["at the last of what one request answers", 2000, 1000, 3, [976, 1050]],
  ["of all", 1200, 0, 3, [1, 50]],
])("the mark is found however far it is: %s", async (_, count, seq, requests, [first, last]) => {
  const { read, asked } = roomOf(count);
  const { data } = await beginning({ at: "mark", seq }, 500, read);
  const seqs = data?.items.map((message) => message.seq) ?? [];
  expect([seqs.at(0), seqs.at(-1)]).toEqual([first, last]);
  expect(seqs).toEqual(seqs.map((_one, index) => (first ?? 0) + index));
  expect([data?.hasOlder, data?.hasNewer]).toEqual([first !== 1, true]);
  expect(asked).toHaveLength(requests);
});

test("who is further behind than can be looked for begins at the end, and what fails is told", async () => {
  const { read, asked } = roomOf(120_000);
  const { data } = await beginning({ at: "mark", seq: 5 }, 500, read);
  expect(data?.items.at(-1)?.seq).toBe(120_000);
  expect(asked).toHaveLength(200);
  const error = { status: 500, data: null };
  const failing: Read = (params) => ("before" in params ? Promise.resolve({ error }) : read(params));
  expect(await beginning({ at: "mark", seq: 5 }, 500, failing)).toEqual({ error });
});
