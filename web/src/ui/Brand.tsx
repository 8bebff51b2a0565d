import { m } from "@/lib/messages";

/** The mark, a closed daybook with a red spine, and the name. */
export function Brand({ className = "" }: { className?: string }) {
  return (
    <span className={`flex items-center gap-2.25 text-[1.0625rem] font-semibold tracking-tight ${className}`}>
      <i
        aria-hidden="true"
        className="inline-block h-4.75 w-3.75 rounded-[2px_4px_4px_2px] border-[1.5px] border-l-4 border-ink border-l-accent bg-card"
      />
      {m.app.name}
    </span>
  );
}
