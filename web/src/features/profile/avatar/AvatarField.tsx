// My picture: another is chosen, cropped and kept at once; one that was taken away comes back by Undo.
import { ImagePlus, Trash2 } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { fieldErrors, reasonOf } from "@/api/errors";
import { type Profile, useSetAvatarMutation } from "@/features/profile/api";
import { Avatar } from "@/features/profile/avatar/Avatar";
import { readPicture } from "@/features/profile/avatar/paint";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { alarm, notify } from "@/ui/toasts";

const CropDialog = lazy(() => import("@/features/profile/avatar/CropDialog"));

const TYPES = "image/jpeg,image/png,image/webp,image/gif";

export function AvatarField({ profile: { username, profileimg } }: { profile: Profile }) {
  const input = useRef<HTMLInputElement>(null);
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const [setAvatar, { isLoading }] = useSetAvatarMutation();
  const choose = async (file: File | undefined) => {
    if (!file) return;
    try {
      setPicture(await readPicture(file));
    } catch {
      alarm({ text: m.avatar.noPicture(file.name) });
    }
  };
  const keep = async (image: Blob | null) => {
    const { error } = await setAvatar(image);
    if (error) alarm({ text: fieldErrors(error).profileimg?.[0] ?? reasonOf(error) });
    return !error;
  };
  const use = async (image: Blob) => {
    if (!(await keep(image))) return;
    setPicture(null);
    notify({ text: m.avatar.saved });
  };
  const remove = async () => {
    const before = profileimg && (await fetch(profileimg).then((answer) => (answer.ok ? answer.blob() : null)).catch(() => null));
    if (!(await keep(null))) return;
    notify({ text: m.avatar.removed, action: before ? { label: m.toast.undo, run: () => void keep(before) } : undefined });
  };
  return (
    <div className="flex items-center gap-4 border-b border-line p-4">
      <Avatar username={username} image={profileimg} className="size-20 text-xl" />
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          type="file"
          accept={TYPES}
          aria-label={m.avatar.file}
          tabIndex={-1}
          className="sr-only"
          onChange={({ target }) => {
            void choose(target.files?.[0]);
            // The same file again is a choice as well.
            target.value = "";
          }}
        />
        <Button onClick={() => input.current?.click()}>
          <ImagePlus aria-hidden="true" size={16} />
          {profileimg ? m.avatar.change : m.avatar.choose}
        </Button>
        {profileimg && (
          <Button weight="bare" disabled={isLoading} onClick={() => void remove()}>
            <Trash2 aria-hidden="true" size={16} />
            {m.avatar.remove}
          </Button>
        )}
      </div>
      <Suspense fallback={null}>
        {picture && <CropDialog picture={picture} isSaving={isLoading} onUse={(image) => void use(image)} onClose={() => setPicture(null)} />}
      </Suspense>
    </div>
  );
}
