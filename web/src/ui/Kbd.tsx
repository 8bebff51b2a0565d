import type { ReactNode } from "react";
import { cx } from "@/ui/cx";

/** A key. In a button it is a hint for the eyes only. */
export function Kbd({ children, onAccent = false }: { children: ReactNode; onAccent?: boolean }) {
  return (
    <kbd
      aria-hidden="true"
      className={cx(
        "rounded border px-1.25 font-mono text-xs leading-4.5 font-normal max-md:hidden",
        onAccent ? "border-current/40 text-current" : "border-line text-muted",
      )}
    >
      {children}
    </kbd>
  );
}
