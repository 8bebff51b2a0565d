// A button with a menu behind it. The menu's code comes when it is first opened.
import { type ComponentType, lazy, type ReactNode, Suspense, useRef, useState } from "react";

const Menu = lazy(() => import("@/ui/Menu"));

interface MenuButtonProps {
  /** The items, lazy as well. */
  items: ComponentType;
  side?: "top" | "bottom";
  /** For those who hear the page, when what is shown is not enough. */
  label?: string;
  className?: string;
  children: ReactNode;
}

export function MenuButton({ items: Items, side = "bottom", label, className, children }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const openByArrow = (event: React.KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
        onKeyDown={openByArrow}
        className={className}
      >
        {children}
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <Menu anchor={button} side={side} onClose={() => setOpen(false)}>
            <Items />
          </Menu>
        </Suspense>
      )}
    </>
  );
}
