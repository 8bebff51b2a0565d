import { expect, test } from "vitest";
import { strengthOf } from "@/features/identity/strength";

test.each([
  ["short", 0],
  ["12345678901", 1],
  ["aaaaaaaaaaaa", 1],
  ["abcdefghijkl", 1],
  ["ann-is-here-now", 1],
  ["kitchen7", 2],
  ["correct horse battery staple", 4],
  ["tR7#mQ2v!x", 3],
])("%j has %d", (password, strength) => {
  expect(strengthOf(password, "ann")).toBe(strength);
});
