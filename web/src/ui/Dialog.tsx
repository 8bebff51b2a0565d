// A dialog: focus stays in it and comes back, Esc closes.
import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { cx } from "@/ui/cx";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** The title is for those who hear the page; the content shows what it is. */
  hideTitle?: boolean;
  /** A sheet at the side, the whole screen on a phone. */
  isSheet?: boolean;
  /** What has the focus first, where it is not the first that can. */
  initialFocus?: () => HTMLElement | null;
  className?: string;
  children: ReactNode;
}

export function Dialog({ open, onClose, title, hideTitle = false, isSheet = false, initialFocus, className, children }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-ink/25 transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0 dark:bg-paper/70" />
        <Base.Popup
          data-takes-keys
          initialFocus={initialFocus}
          className={cx(
            "fixed z-50 overflow-auto border-line bg-card text-ink shadow-float",
            isSheet
              ? "inset-y-0 right-0 w-full border-s md:w-[30rem]"
              : "top-[12vh] left-1/2 max-h-[76vh] w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 rounded-lg border",
            "transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0",
            className,
          )}
        >
          <Base.Title className={hideTitle ? "sr-only" : "px-5 pt-4 text-lg font-semibold"}>{title}</Base.Title>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
