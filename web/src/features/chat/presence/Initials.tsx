import { cx } from "@/ui/cx";

const COLOURS = 6;

/** Somebody, at a glance: the beginning of the name in a colour of their own. It stands beside the name. */
export function Initials({ id, username, className }: { id: number | null | undefined; username: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      data-colour={id == null ? "6" : String((id % COLOURS) + 1)}
      className={cx("grid flex-none place-items-center rounded-full bg-group text-xs font-semibold text-paper select-none", className)}
    >
      {username.slice(0, 2).toUpperCase()}
    </span>
  );
}
