// Which square of a picture is taken. Pure.
export interface Size {
  width: number;
  height: number;
}

export interface Crop {
  /** From 1, the largest square that there is. */
  zoom: number;
  /** Where the square lies: -1 at the left or upper edge, 0 in the middle, 1 at the other edge. */
  x: number;
  y: number;
}

export interface Square {
  left: number;
  top: number;
  side: number;
}

export const WHOLE: Crop = { zoom: 1, x: 0, y: 0 };
export const MOST_ZOOM = 4;

const within = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value));

export function squareOf({ width, height }: Size, { zoom, x, y }: Crop): Square {
  const side = Math.min(width, height) / zoom;
  return { left: ((width - side) / 2) * (1 + x), top: ((height - side) / 2) * (1 + y), side };
}

/** The picture pulled by parts of the square's side: the square goes the other way. */
export function pulled(size: Size, crop: Crop, right: number, down: number): Crop {
  const { side } = squareOf(size, crop);
  const moved = (at: number, length: number, by: number) => {
    const room = (length - side) / 2;
    return room > 0 ? within(-1, at - (by * side) / room, 1) : 0;
  };
  return { ...crop, x: moved(crop.x, size.width, right), y: moved(crop.y, size.height, down) };
}

export function zoomed(crop: Crop, by: number): Crop {
  return { ...crop, zoom: within(1, crop.zoom * by, MOST_ZOOM) };
}
