// What opens at a button and is more than a menu: focus goes into it and comes back, Esc and a press elsewhere close it.
import { Popover as Base } from "@base-ui/react/popover";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "@/ui/Button";
import { cx } from "@/ui/cx";

interface PopoverProps {
  /** The button; asked when it is needed, for it may be another by then. */
  anchor: () => HTMLElement | null;
  title: string;
  closeLabel: string;
  onClose: () => void;
  width?: string;
  children: ReactNode;
}

export function Popover({ anchor, title, closeLabel, onClose, width = "w-96", children }: PopoverProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side="bottom" align="start" sideOffset={6} collisionPadding={16} className="z-50 outline-none">
          <Base.Popup
            data-takes-keys
            finalFocus={anchor}
            className={cx("max-h-[min(36rem,var(--available-height))] overflow-auto rounded-lg border border-line bg-card text-ink shadow-float outline-none", width)}
          >
            <div className="flex items-center justify-between ps-4 pe-2 pt-2">
              <Base.Title className="font-semibold">{title}</Base.Title>
              <Base.Close aria-label={closeLabel} title={closeLabel} className={buttonClass("bare", true)}>
                <X aria-hidden="true" size={16} />
              </Base.Close>
            </div>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
