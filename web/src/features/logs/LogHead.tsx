// The head of the table: a press on a column sorts by it, the next turns it around.
import { ArrowDown, ArrowUp } from "lucide-react";
import { useSearchParams } from "react-router";
import { type Sort, type SortKey, withSort } from "@/features/logs/filter";
import { COLUMNS } from "@/features/logs/LogRow";
import { m } from "@/lib/messages";
import { cx } from "@/ui/cx";

const SORTED: [SortKey, string][] = [
  ["timestamp", m.logs.time],
  ["action", m.logs.action],
  ["status", m.logs.status],
];

export function LogHead({ sort }: { sort: Sort }) {
  const [, setSearch] = useSearchParams();
  const Arrow = sort.isDescending ? ArrowDown : ArrowUp;
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1} className={cx("gap-x-3 px-4 text-sm text-muted max-md:flex md:grid", COLUMNS)}>
        {SORTED.map(([key, words]) => (
          <span key={key} role="columnheader" aria-sort={sort.key !== key ? "none" : sort.isDescending ? "descending" : "ascending"}>
            <button
              type="button"
              onClick={() => setSearch((now) => withSort(now, key))}
              className={cx("inline-flex min-h-9 items-center gap-1 rounded-md font-semibold hover:text-ink max-md:min-h-11 max-md:pe-2", sort.key === key && "text-ink")}
            >
              {words}
              {sort.key === key && <Arrow aria-hidden="true" size={13} />}
            </button>
          </span>
        ))}
        <span role="columnheader" className="content-center font-semibold max-md:hidden">
          {m.logs.metadata}
        </span>
      </div>
    </div>
  );
}
