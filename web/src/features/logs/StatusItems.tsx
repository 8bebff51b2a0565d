import type { Status } from "@/features/logs/model";
import { STATUS_OPTIONS } from "@/features/logs/statusOptions";
import { m } from "@/lib/messages";
import { MenuChoice } from "@/ui/MenuItems";

interface StatusItemsProps {
  status: Status;
  onChange: (status: Status) => void;
}

/** The choice of a status. */
export default function StatusItems({ status, onChange }: StatusItemsProps) {
  return <MenuChoice label={m.logs.status} value={status} options={STATUS_OPTIONS} onChange={onChange} />;
}
