// The square of a picture that others will see: pulled by hand, or moved by keys on three sliders.
import { useEffect, useId, useRef, useState } from "react";
import { type Crop, MOST_ZOOM, WHOLE } from "@/features/profile/avatar/crop";
import { paint, written } from "@/features/profile/avatar/paint";
import { usePull } from "@/features/profile/avatar/usePull";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

interface SliderProps {
  label: string;
  min: number;
  max: number;
  value: number;
  disabled?: boolean;
  onChange: (value: number) => void;
}

function Slider({ label, onChange, ...range }: SliderProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <input
        id={id}
        type="range"
        step={0.02}
        {...range}
        onChange={({ target }) => onChange(Number(target.value))}
        className="min-h-9 w-full accent-accent disabled:opacity-55 max-md:min-h-11"
      />
    </>
  );
}

function View({ picture, crop, px, className, ...hands }: { picture: ImageBitmap; crop: Crop; px: number; className: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) paint(canvas.current, picture, crop);
  }, [picture, crop]);
  return <canvas ref={canvas} aria-hidden="true" width={px} height={px} className={className} {...hands} />;
}

interface CropDialogProps {
  picture: ImageBitmap;
  isSaving: boolean;
  onUse: (image: Blob) => void;
  onClose: () => void;
}

export default function CropDialog({ picture, isSaving, onUse, onClose }: CropDialogProps) {
  const [crop, setCrop] = useState<Crop>(WHOLE);
  const hands = usePull(picture, setCrop);
  const { width, height } = picture;
  const set = (part: keyof Crop) => (value: number) => setCrop((before) => ({ ...before, [part]: value }));
  const use = async () => {
    const image = await written(picture, crop);
    if (image) onUse(image);
  };
  return (
    <Dialog open onClose={onClose} title={m.avatar.crop}>
      <div className="grid gap-4 px-5 pt-2 pb-5">
        <div className="flex items-end gap-5">
          <div className="relative size-64 flex-none max-md:size-52 touch-none overflow-hidden rounded-lg bg-sunken">
            <View picture={picture} crop={crop} px={512} className="size-full cursor-grab active:cursor-grabbing" {...hands} />
            <i aria-hidden="true" className="pointer-events-none absolute inset-0 rounded-full outline-[999px] outline-paper/60" />
          </div>
          <div className="flex items-end gap-3 max-md:flex-col max-md:items-start">
            <View picture={picture} crop={crop} px={192} className="size-24 rounded-full max-md:size-14" />
            <View picture={picture} crop={crop} px={64} className="size-7 rounded-full" />
          </div>
        </div>
        <p className="text-sm text-muted">{m.avatar.cropHint}</p>
        <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4">
          <Slider label={m.avatar.zoom} min={1} max={MOST_ZOOM} value={crop.zoom} onChange={set("zoom")} />
          <Slider label={m.avatar.across} min={-1} max={1} value={crop.x} disabled={crop.zoom === 1 && width <= height} onChange={set("x")} />
          <Slider label={m.avatar.down} min={-1} max={1} value={crop.y} disabled={crop.zoom === 1 && height <= width} onChange={set("y")} />
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.avatar.cancel}</Button>
          <Button weight="main" disabled={isSaving} onClick={() => void use()}>
            {isSaving ? m.profile.saving : m.avatar.use}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
