// A button with the files that can be taken away from here.
import { Download } from "lucide-react";
import { useMemo } from "react";
import { buttonClass } from "@/ui/Button";
import { MenuButton } from "@/ui/MenuButton";
import { MenuLink } from "@/ui/MenuItems";

interface FilesMenuProps {
  label: string;
  /** What kind, and its address; the same array while the files are the same, for an open menu is drawn anew by another. */
  files: [string, string][];
}

export function FilesMenu({ label, files }: FilesMenuProps) {
  const items = useMemo(
    () =>
      function Files() {
        return files.map(([kind, href]) => (
          <MenuLink key={kind} href={href} download>
            {kind}
          </MenuLink>
        ));
      },
    [files],
  );
  return (
    <MenuButton items={items} className={buttonClass()}>
      <Download aria-hidden="true" size={16} />
      {label}
    </MenuButton>
  );
}
