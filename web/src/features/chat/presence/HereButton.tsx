// How many are here, where there is no room to name them; a press names them.
import { useRef, useState } from "react";
import { usePresence } from "@/features/chat/presence/usePresence";
import { WhoIsHere } from "@/features/chat/presence/WhoIsHere";
import { m } from "@/lib/messages";
import { buttonClass } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Popover } from "@/ui/Popover";

export function HereButton({ room, className }: { room: string; className?: string }) {
  const presence = usePresence(room);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  if (!presence) return null;
  const words = m.chat.hereCount(presence.users.length);
  return (
    <>
      <button ref={button} type="button" aria-label={words} title={words} aria-expanded={isOpen} onClick={() => setOpen(true)} className={cx(buttonClass("bare"), "px-2.5!", className)}>
        <span aria-hidden="true" className="size-2.5 rounded-full bg-ok" />
        {presence.users.length}
      </button>
      {isOpen && (
        <Popover anchor={() => button.current} title={m.chat.here} closeLabel={m.toast.close} onClose={() => setOpen(false)} width="w-64">
          <WhoIsHere room={room} />
        </Popover>
      )}
    </>
  );
}
