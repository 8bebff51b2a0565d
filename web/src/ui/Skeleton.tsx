import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

/** Where rows will be. */
export function Skeleton({ rows, className }: { rows: number; className?: string }) {
  return (
    <div role="status" className={cx("grid gap-2 p-3", className)}>
      <span className="sr-only">{m.app.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} aria-hidden="true" className="h-9 animate-pulse rounded-md bg-sunken" />
      ))}
    </div>
  );
}
