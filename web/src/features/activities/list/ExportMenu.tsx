// What the filters leave, as a file.
import { Download } from "lucide-react";
import { useMemo } from "react";
import { type ExportFormat, exportLink } from "@/features/activities/list/filter";
import type { ActivityFilter } from "@/features/activities/rule";
import { m } from "@/lib/messages";
import { buttonClass } from "@/ui/Button";
import { MenuButton } from "@/ui/MenuButton";
import { MenuLink } from "@/ui/MenuItems";

const FORMATS: ExportFormat[] = ["csv", "json", "ics"];

export function ExportMenu({ filter }: { filter: ActivityFilter }) {
  const items = useMemo(
    () =>
      function Formats() {
        return FORMATS.map((format) => (
          <MenuLink key={format} href={exportLink(format, filter)} download>
            {m.activities.exportAs[format]}
          </MenuLink>
        ));
      },
    [filter],
  );
  return (
    <MenuButton items={items} className={buttonClass()}>
      <Download aria-hidden="true" size={16} />
      {m.activities.export}
    </MenuButton>
  );
}
