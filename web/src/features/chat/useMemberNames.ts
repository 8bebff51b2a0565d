// Who may be named in a room: its members, as far as they are told, and who is about.
import { useMemo } from "react";
import { useNames } from "@/api/people";
import type { Room } from "@/api/schema";
import { usePresence } from "@/features/chat/presence/usePresence";

export function useMemberNames({ name, members }: Room, me: number): string[] {
  const presence = usePresence(name);
  const nameOf = useNames(members);
  return useMemo(() => {
    const others = members.filter((id) => id !== me).map(nameOf);
    const about = (presence?.users ?? []).filter(({ id }) => id !== me).map(({ username }) => username);
    return [...new Set([...others, ...about])];
  }, [members, nameOf, presence, me]);
}
