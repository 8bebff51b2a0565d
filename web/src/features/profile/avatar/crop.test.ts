import { expect, test } from "vitest";
import { MOST_ZOOM, pulled, squareOf, WHOLE, zoomed } from "@/features/profile/avatar/crop";

const WIDE = { width: 300, height: 100 };

test("the largest square of the middle, until somebody chooses", () => {
  expect(squareOf(WIDE, WHOLE)).toEqual({ left: 100, top: 0, side: 100 });
  expect(squareOf({ width: 100, height: 300 }, WHOLE)).toEqual({ left: 0, top: 100, side: 100 });
});

test("it goes to the edges, and closer", () => {
  expect(squareOf(WIDE, { zoom: 1, x: -1, y: 0 })).toEqual({ left: 0, top: 0, side: 100 });
  expect(squareOf(WIDE, { zoom: 2, x: 1, y: 1 })).toEqual({ left: 250, top: 50, side: 50 });
});

test("a picture that is pulled to the right shows more of its left, and never what is beyond it", () => {
  expect(squareOf(WIDE, pulled(WIDE, WHOLE, 0.5, 0)).left).toBe(50);
  expect(squareOf(WIDE, pulled(WIDE, WHOLE, 7, 0)).left).toBe(0);
  expect(pulled(WIDE, WHOLE, 0, 1)).toEqual(WHOLE);
});

test("the zoom has two ends", () => {
  expect(zoomed(WHOLE, 0.5).zoom).toBe(1);
  expect(zoomed(WHOLE, 1.5).zoom).toBe(1.5);
  expect(zoomed(WHOLE, 99).zoom).toBe(MOST_ZOOM);
});
