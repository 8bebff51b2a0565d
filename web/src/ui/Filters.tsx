// The filters of a list: side by side, behind a button on a phone, where the list comes first. `/` goes to the search among them.
import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useKeys } from "@/lib/keys";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";

interface FiltersProps {
  /** Some are set, so that not all of the list is seen. */
  isSet: boolean;
  onClear: () => void;
  /** The columns of a wide screen. */
  className: string;
  children: ReactNode;
}

export function Filters({ isSet, onClear, className, children }: FiltersProps) {
  const id = useId();
  const fields = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(isSet);
  const toFirst = () => {
    flushSync(() => setOpen(true));
    const all = fields.current?.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select") ?? [];
    ([...all].find(({ type }) => type === "search") ?? all[0])?.focus();
  };
  useKeys({ "/": toFirst }, "first");
  return (
    <div role="search" aria-label={m.filters.title} className="mb-5">
      <Button aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)} className="md:hidden">
        <SlidersHorizontal aria-hidden="true" size={16} />
        {m.filters.title}
        {isSet && <i role="img" aria-label={m.filters.set} className="size-2 rounded-full bg-accent" />}
      </Button>
      <div ref={fields} id={id} className={cx("grid grid-cols-2 items-end gap-3 max-md:mt-3", !isOpen && "max-md:hidden", className)}>
        {children}
        {isSet && (
          <Button weight="bare" className="justify-self-start" onClick={onClear}>
            {m.filters.clear}
          </Button>
        )}
      </div>
    </div>
  );
}
