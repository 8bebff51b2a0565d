// What a room is called for people, and where it stands in a list. Pure.
import type { NameOf } from "@/api/people";
import type { Room } from "@/api/schema";

/** The address of a room, or of one message in it. */
export function roomPath(name: string, message?: number): string {
  return message === undefined ? `/chat/${name}` : `/chat/${name}?message=${message}`;
}

/** With whom a direct room is, as its name tells even when the other account is gone. */
export function otherOf({ direct, name }: Room, me: number): number | undefined {
  if (!direct) return undefined;
  const ids = name.split("-").slice(1).map(Number);
  return ids.find((id) => id !== me) ?? me;
}

export function titleOf(room: Room, me: number, nameOf: NameOf): string {
  const other = otherOf(room, me);
  return other === undefined ? room.title || room.name : nameOf(other);
}

/** By title, whatever its case. */
export function byTitle(title: (room: Room) => string): (a: Room, b: Room) => number {
  return (a, b) => title(a).localeCompare(title(b), "en", { sensitivity: "base", numeric: true }) || a.id - b.id;
}
