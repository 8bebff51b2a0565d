// What the filters leave, summed up by tag. The server counts, so that it is the whole and not what was scrolled to.
import { useSummarizeActivitiesQuery } from "@/features/activities/api";
import { coloursOf } from "@/features/activities/colours";
import type { ActivityFilter } from "@/features/activities/rule";
import { duration } from "@/lib/format";
import { m } from "@/lib/messages";
import { Card } from "@/ui/Card";

const SHOWN = 8;

export function Sums({ filter, zone }: { filter: ActivityFilter; zone: string }) {
  const { data = [] } = useSummarizeActivitiesQuery({ ...filter, by: "tag", tz: zone });
  const { data: names = [] } = useSummarizeActivitiesQuery({ ...filter, by: "name", tz: zone });
  const groups = data
    .map(({ group, minutes }) => ({ group: group ?? m.day.untagged, minutes }))
    .filter(({ minutes }) => minutes > 0)
    .toSorted((a, b) => b.minutes - a.minutes);
  // An entry with two tags is in two groups, but in one name.
  const total = names.reduce((sum, { minutes }) => sum + minutes, 0);
  const colours = coloursOf(groups.map(({ group }) => group));
  if (groups.length === 0) return null;
  return (
    <aside aria-labelledby="sums" className="max-lg:order-first lg:sticky lg:top-5">
      <Card className="px-4 py-3">
        <h2 id="sums" className="flex items-baseline text-sm font-semibold text-muted">
          {m.activities.totals}
          <span className="ms-auto text-base text-ink">{duration(total)}</span>
        </h2>
        <ul className="mt-2 grid gap-x-6 gap-y-1 text-sm text-muted max-lg:grid-cols-2">
          {groups.slice(0, SHOWN).map(({ group, minutes }) => (
            <li key={group} className="flex min-w-0 items-center gap-1.5">
              <i aria-hidden="true" data-colour={colours.get(group)} className="size-2.25 flex-none rounded-[3px] bg-group" />
              <span className="truncate">{group}</span>
              <span className="ms-auto whitespace-nowrap">{duration(minutes)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </aside>
  );
}
