import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

const MOST = 99;

/** How many are unread, as a badge; nothing when none is. */
export function Unread({ count, className }: { count: number; className?: string }) {
  if (count <= 0) return null;
  return (
    <span className={cx("grid h-5 min-w-5 flex-none place-items-center rounded-full bg-accent px-1.5 text-xs font-semibold text-accent-ink", className)}>
      <span aria-hidden="true">{count > MOST ? m.notifications.most(MOST) : count}</span>
      <span className="sr-only">{m.rooms.unread(count)}</span>
    </span>
  );
}
