// Of all tabs of this browser, one tells of a notification. Who claims it first does.
import { locks } from "@/lib/locks";

const KEY = "daybook.told";
const KEPT = 50;

function take(id: number): boolean {
  const told = JSON.parse(localStorage.getItem(KEY) ?? "[]") as number[];
  if (told.includes(id)) return false;
  localStorage.setItem(KEY, JSON.stringify([...told, id].slice(-KEPT)));
  return true;
}

export async function claim(id: number): Promise<boolean> {
  return locks ? locks.request(KEY, () => take(id)) : take(id);
}
