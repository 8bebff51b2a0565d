// How far a log is: a sign and a word, and the button that says otherwise.
import { Circle, CircleCheck, CircleDot } from "lucide-react";
import { lazy, useMemo } from "react";
import type { LogEntry, Status } from "@/features/logs/model";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";
import { MenuButton } from "@/ui/MenuButton";

const StatusItems = lazy(() => import("@/features/logs/StatusItems"));

const LOOKS = {
  PENDING: [Circle, "text-muted"],
  IN_PROGRESS: [CircleDot, "text-warn"],
  COMPLETED: [CircleCheck, "text-ok"],
} as const;

export function StatusSign({ status }: { status: Status }) {
  const [Icon, colour] = LOOKS[status];
  return <Icon aria-hidden="true" size={15} className={cx("flex-none", colour)} />;
}

interface StatusButtonProps {
  log: LogEntry;
  onChange: (status: Status) => void;
}

export function StatusButton({ log, onChange }: StatusButtonProps) {
  const { action, status } = log;
  const items = useMemo(
    () =>
      function Items() {
        return <StatusItems status={status} onChange={onChange} />;
      },
    [status, onChange],
  );
  return (
    <MenuButton
      items={items}
      label={m.logs.setStatus(action, m.logs.statuses[status])}
      className="-ms-2 inline-flex min-h-8 items-center gap-1.5 rounded-md border border-transparent px-2 whitespace-nowrap hover:border-line hover:bg-card max-md:min-h-11"
    >
      <StatusSign status={status} />
      {m.logs.statuses[status]}
    </MenuButton>
  );
}
