// Lists that are read page by page, the newest id first; each page begins before the last id of the one before it.
// Invariant: an object stands on the page between whose ends its id lies, so that what comes live shows once.
// Not here: lists with another order (features/activities, features/logs).
import type { Meta } from "@/api/base";
import { keepLive, snapshotOf } from "@/api/live";
import type { Rule, Snapshot } from "@/realtime/apply";

interface Identified {
  id: number;
}

export interface Page<T> extends Snapshot<T> {
  /** The id before which the next page begins; null on the last. */
  next: number | null;
}

interface Pages<T> {
  pages: Page<T>[];
  pageParams: (number | null)[];
}

export function pageOf<T extends Identified>(items: T[], meta: Meta | undefined): Page<T> {
  return { ...snapshotOf(items, meta, "me"), next: (meta?.hasNext && items.at(-1)?.id) || null };
}

export const byId = {
  initialPageParam: null,
  getNextPageParam: ({ next }: Page<unknown>) => next ?? undefined,
};

/** The life-cycle hooks of such a list; the rule is that of the whole of it. */
export function keepPagesLive<Arg, T extends Identified>(ruleOf: (arg: Arg) => Rule<T>) {
  return keepLive<Arg, Pages<T>, T>({
    parts: ({ pages, pageParams }, arg) => {
      const rule = ruleOf(arg);
      return pages.map((page, index) => {
        const [before, last] = [pageParams[index] ?? Infinity, page.next ?? -Infinity];
        return [page, { ...rule, holds: (item) => item.id < before && item.id >= last && rule.holds(item) }];
      });
    },
    join: (data, parts) => ({ ...data, pages: data.pages.map((page, index) => ({ ...page, ...parts[index] })) }),
  });
}
