import { Download } from "lucide-react";
import type { ActivityFilter } from "@/features/activities/api";
import { type ExportFormat, exportLink } from "@/features/activities/list/filter";
import { m } from "@/lib/messages";
import { buttonClass } from "@/ui/Button";
import { Menu, MenuLink } from "@/ui/Menu";

const FORMATS: ExportFormat[] = ["csv", "json", "ics"];

/** What the filters leave, as a file. */
export function ExportMenu({ filter }: { filter: ActivityFilter }) {
  return (
    <Menu
      trigger={
        <button type="button" className={buttonClass()}>
          <Download aria-hidden="true" size={16} />
          {m.activities.export}
        </button>
      }
    >
      {FORMATS.map((format) => (
        <MenuLink key={format} render={<a href={exportLink(format, filter)} download />}>
          {m.activities.exportAs[format]}
        </MenuLink>
      ))}
    </Menu>
  );
}
