// What the filters leave, as a file.
import { useMemo } from "react";
import { type ExportFormat, exportLink } from "@/features/activities/list/filter";
import type { ActivityFilter } from "@/features/activities/rule";
import { m } from "@/lib/messages";
import { FilesMenu } from "@/ui/FilesMenu";

const FORMATS: ExportFormat[] = ["csv", "json", "ics"];

export function ExportMenu({ filter }: { filter: ActivityFilter }) {
  const files = useMemo(() => FORMATS.map((format): [string, string] => [m.activities.exportAs[format], exportLink(format, filter)]), [filter]);
  return <FilesMenu label={m.activities.export} files={files} />;
}
