// A picture under one finger or the mouse is pulled, under two it is zoomed, and by the wheel.
import { type PointerEvent, useRef, type WheelEvent } from "react";
import { type Crop, pulled, type Size, zoomed } from "@/features/profile/avatar/crop";

interface Point {
  x: number;
  y: number;
}

const WHEEL_STEP = 1.08;

const apart = ([a, b]: Point[]) => (a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0);

export function usePull(size: Size, change: (next: (crop: Crop) => Crop) => void) {
  const fingers = useRef(new Map<number, Point>());
  const lift = ({ pointerId }: PointerEvent) => void fingers.current.delete(pointerId);
  return {
    onPointerDown({ pointerId, clientX, clientY, currentTarget }: PointerEvent) {
      currentTarget.setPointerCapture(pointerId);
      fingers.current.set(pointerId, { x: clientX, y: clientY });
    },
    onPointerMove({ pointerId, clientX, clientY, currentTarget }: PointerEvent) {
      const before = fingers.current.get(pointerId);
      if (!before) return;
      const was = apart([...fingers.current.values()]);
      fingers.current.set(pointerId, { x: clientX, y: clientY });
      const is = apart([...fingers.current.values()]);
      const side = currentTarget.getBoundingClientRect().width;
      change((crop) => (was > 0 ? zoomed(crop, is / was) : pulled(size, crop, (clientX - before.x) / side, (clientY - before.y) / side)));
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    onWheel({ deltaY }: WheelEvent) {
      change((crop) => zoomed(crop, deltaY < 0 ? WHEEL_STEP : 1 / WHEEL_STEP));
    },
  };
}
