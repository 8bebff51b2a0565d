// Of all tabs of this browser, one tells of a notification: the one that gets its lock, and holds it while it is fresh.
// What is stored reaches the other tabs only a moment later: it is for those that come after the teller has gone.
import { locks } from "@/lib/locks";

/** What is older is not told. */
export const FRESH_MS = 10 * 60_000;

const KEY = "daybook.told";
const KEPT = 50;

function take(id: number): boolean {
  const told = JSON.parse(localStorage.getItem(KEY) ?? "[]") as number[];
  if (told.includes(id)) return false;
  localStorage.setItem(KEY, JSON.stringify([...told, id].slice(-KEPT)));
  return true;
}

const freshness = () => new Promise((resolve) => setTimeout(resolve, FRESH_MS));

export function claim(id: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const hold = (lock: Lock | null) => {
      const isMine = lock !== null && take(id);
      resolve(isMine);
      return isMine ? freshness() : undefined;
    };
    if (locks) locks.request(`${KEY}.${id}`, { ifAvailable: true }, hold).catch(reject);
    else resolve(take(id));
  });
}
