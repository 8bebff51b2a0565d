import { expect, test } from "vitest";
import { crc32, zip } from "@/lib/zip";

const bytes = (text: string) => new TextEncoder().encode(text);

test("the check sum is the one of ZIP", () => {
  expect(crc32(bytes("123456789"))).toBe(0xcbf43926);
  expect(crc32(bytes(""))).toBe(0);
});

test("a file is found where the directory says it is", async () => {
  const blob = zip([{ name: "a.json", bytes: bytes("[]") }, { name: "ü/b.txt", bytes: bytes("hello") }], new Date(2026, 10, 21, 12, 30));
  const whole = new Uint8Array(await blob.arrayBuffer());
  const view = new DataView(whole.buffer);
  const end = whole.length - 22;
  expect([view.getUint32(end, true), view.getUint16(end + 10, true)]).toEqual([0x06054b50, 2]);
  let at = view.getUint32(end + 16, true);
  expect(at + view.getUint32(end + 12, true)).toBe(end);
  const read: [string, string][] = [];
  for (let entry = 0; entry < 2; entry += 1) {
    const [size, title, local] = [view.getUint32(at + 24, true), view.getUint16(at + 28, true), view.getUint32(at + 42, true)];
    const text = (from: number, length: number) => new TextDecoder().decode(whole.subarray(from, from + length));
    expect(view.getUint32(local, true)).toBe(0x04034b50);
    const start = local + 30 + view.getUint16(local + 26, true);
    expect(crc32(whole.subarray(start, start + size))).toBe(view.getUint32(at + 16, true));
    read.push([text(at + 46, title), text(start, size)]);
    at += 46 + title;
  }
  expect(read).toEqual([["a.json", "[]"], ["ü/b.txt", "hello"]]);
});
