// What a menu may hold: acts, links, a choice of one.
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

const itemClass =
  "flex min-h-9 w-full cursor-default items-center gap-2.5 rounded-md px-2.5 py-1 text-ink no-underline outline-none select-none max-md:min-h-11 data-highlighted:bg-sunken";

export function MenuItem({ onSelect, children }: { onSelect: () => void; children: ReactNode }) {
  return (
    <Base.Item className={itemClass} onClick={onSelect}>
      {children}
    </Base.Item>
  );
}

interface MenuLinkProps {
  /** An address that the server answers, a page or a file. */
  href: string;
  download?: boolean;
  children: ReactNode;
}

export function MenuLink({ href, download, children }: MenuLinkProps) {
  return (
    <Base.LinkItem className={itemClass} href={href} download={download} closeOnClick>
      {children}
    </Base.LinkItem>
  );
}

interface MenuChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
}

export function MenuChoice<T extends string>({ label, value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2.5 pt-1.5 pb-1 text-sm text-muted">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={onChange}>
        {options.map(([option, words]) => (
          <Base.RadioItem key={option} value={option} className={itemClass} closeOnClick>
            <Base.RadioItemIndicator keepMounted className="invisible data-checked:visible">
              <Check aria-hidden="true" size={16} />
            </Base.RadioItemIndicator>
            {words}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

export function MenuLine() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
