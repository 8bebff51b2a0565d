import { cx } from "@/ui/cx";

const COLOURS = 6;

/** Somebody, at a glance: the beginning of the name in a colour of their own. It stands beside the name. */
export function Initials({ id, username, className }: { id: number | null | undefined; username: string; className?: string }) {
  return (
    <span
      aria-hidden="true"
      data-colour={id == null ? "6" : String((id % COLOURS) + 1)}
      className={cx("grid flex-none place-items-center rounded-full bg-[color-mix(in_srgb,var(--group)_24%,var(--card))] text-xs font-semibold text-ink select-none", className)}
    >
      {username.slice(0, 2).toUpperCase()}
    </span>
  );
}
