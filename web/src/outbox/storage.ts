// Keeps each tab's unanswered writes over a reload. A tab holds a lock while it lives, so that another may take over
// what a closed one left; where there are no locks, whoever comes first takes all, and the keys make that harmless.
import { locks } from "@/lib/locks";
import { randomKey } from "@/lib/random";
import type { Write } from "@/outbox/slice";

const PREFIX = "daybook.outbox.";

export interface OutboxStorage {
  save(writes: Write[]): void;
  /** Takes what closed tabs of the same person left. */
  adopt(): Promise<Write[]>;
}

async function livingTabs(): Promise<Set<string>> {
  const { held = [] } = (await locks?.query()) ?? {};
  return new Set(held.map((lock) => lock.name ?? ""));
}

export function outboxStorage(user: number, tab: string = randomKey()): OutboxStorage {
  const mine = `${PREFIX}${user}.${tab}`;
  // Never released: the browser does it when the tab goes.
  void locks?.request(mine, () => new Promise(() => undefined));
  return {
    save(writes) {
      if (writes.length > 0) localStorage.setItem(mine, JSON.stringify(writes));
      else localStorage.removeItem(mine);
    },
    async adopt() {
      const living = await livingTabs();
      const left = Object.keys(localStorage)
        .filter((key) => key.startsWith(`${PREFIX}${user}.`) && key !== mine && !living.has(key))
        .toSorted();
      return left.flatMap((key) => {
        const writes = JSON.parse(localStorage.getItem(key) ?? "[]") as Write[];
        localStorage.removeItem(key);
        return writes;
      });
    },
  };
}
