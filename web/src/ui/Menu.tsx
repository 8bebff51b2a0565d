// A menu that is open, at its button (MenuButton.tsx): arrow keys, first letters, Esc.
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactNode, RefObject } from "react";

interface MenuProps {
  anchor: RefObject<HTMLElement | null>;
  side: "top" | "bottom";
  onClose: () => void;
  children: ReactNode;
}

export default function Menu({ anchor, side, onClose, children }: MenuProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side={side} align="start" sideOffset={6} className="z-50 outline-none">
          <Base.Popup data-takes-keys finalFocus={anchor} className="min-w-52 rounded-lg border border-line bg-card p-1 text-ink shadow-float outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
