// What the day sums up to: a bar of its groups, and the same in words.
import type { Share } from "@/features/activities/day/timeline";
import { duration } from "@/lib/format";
import { m } from "@/lib/messages";

interface TotalsProps {
  shares: Share[];
  colours: Map<string, string>;
}

export function Totals({ shares, colours }: TotalsProps) {
  const total = shares.reduce((sum, { minutes }) => sum + minutes, 0);
  return (
    <>
      <h2 id="day-heading" className="mb-2 flex items-baseline gap-2.5 text-sm font-semibold text-muted">
        {m.day.heading}
        {total > 0 && (
          <span className="ms-auto font-medium">
            <span className="sr-only">{`${m.day.total}: `}</span>
            {duration(total)}
          </span>
        )}
      </h2>
      {total > 0 && (
        <>
          <div aria-hidden="true" className="mb-3 flex h-2 gap-0.75 overflow-hidden rounded-full">
            {shares.map(({ group, minutes }) => (
              <i key={group} data-colour={colours.get(group)} className="block min-w-1 bg-group" style={{ flexGrow: minutes }} />
            ))}
          </div>
          <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
            {shares.map(({ group, minutes }) => (
              <li key={group} className="flex min-w-0 items-center gap-1.5">
                <i aria-hidden="true" data-colour={colours.get(group)} className="size-2.25 flex-none rounded-[3px] bg-group" />
                <span className="truncate">{group}</span>
                <span className="whitespace-nowrap">{duration(minutes)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
