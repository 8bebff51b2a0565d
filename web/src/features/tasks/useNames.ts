// The names of all who own or made some tasks.
import { useMemo } from "react";
import { type NameOf, useNames as useNamesOf } from "@/api/people";
import type { Task } from "@/features/tasks/model";

export function useNames(tasks: Task[]): NameOf {
  return useNamesOf(useMemo(() => tasks.flatMap(({ owners, created_by }) => [...owners, ...(created_by ? [created_by] : [])]), [tasks]));
}
