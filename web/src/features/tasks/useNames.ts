// The names of people by their ids.
import { useMemo } from "react";
import { useViewer } from "@/api/ServicesContext";
import { useNamePeopleQuery } from "@/features/tasks/api";
import type { Task } from "@/features/tasks/model";
import { m } from "@/lib/messages";

/** People that one request may ask for. */
const MOST = 50;

export type NameOf = (id: number) => string;

/** The names of all who own or made these tasks. */
export function useNames(tasks: Task[]): NameOf {
  const { id: me, username } = useViewer();
  const ids = useMemo(() => {
    const others = new Set(tasks.flatMap(({ owners, created_by }) => [...owners, created_by ?? me]));
    others.delete(me);
    return [...others].toSorted((a, b) => a - b).slice(0, MOST).join(",");
  }, [tasks, me]);
  const { data = [] } = useNamePeopleQuery(ids, { skip: ids === "" });
  return useMemo(() => {
    const names = new Map(data.map((person) => [person.id, person.username]));
    return (id) => (id === me ? username : (names.get(id) ?? m.tasks.detail.someone(id)));
  }, [data, me, username]);
}
