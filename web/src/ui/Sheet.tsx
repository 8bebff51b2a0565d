// A dialog at the side, the whole screen on a phone, with its title and a way out.
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

interface SheetProps {
  title: string;
  closeLabel: string;
  onClose: () => void;
  initialFocus?: () => HTMLElement | null;
  children: ReactNode;
}

export function Sheet({ title, closeLabel, onClose, initialFocus, children }: SheetProps) {
  return (
    <Dialog open onClose={onClose} title={title} hideTitle isSheet initialFocus={initialFocus}>
      <div className="flex items-center justify-between px-5 pt-4 pb-2">
        <p aria-hidden="true" className="font-semibold text-muted">
          {title}
        </p>
        <IconButton weight="bare" label={closeLabel} onClick={onClose}>
          <X aria-hidden="true" size={18} />
        </IconButton>
      </div>
      {children}
    </Dialog>
  );
}
