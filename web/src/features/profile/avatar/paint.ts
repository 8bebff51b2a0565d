// The chosen square of a picture, painted and written. It leaves without what a camera wrote beside the pixels.
import { type Crop, squareOf } from "@/features/profile/avatar/crop";

const SIDE = 512;
const QUALITY = 0.92;

/** Fails when the file is no picture that the browser reads. */
export async function readPicture(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file);
}

export function paint(canvas: HTMLCanvasElement, picture: ImageBitmap, crop: Crop): void {
  const { left, top, side } = squareOf(picture, crop);
  const context = canvas.getContext("2d");
  if (!context) return;
  context.imageSmoothingQuality = "high";
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
}

/** WebP, or what the browser writes instead. */
export async function written(picture: ImageBitmap, crop: Crop): Promise<Blob | null> {
  const canvas = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
  paint(canvas, picture, crop);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/webp", QUALITY));
}
