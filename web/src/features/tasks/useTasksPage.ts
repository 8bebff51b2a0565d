// Everything that the place shows, read once: the filtered tasks, the open one, and what can be done.
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { useNow, useZone } from "@/api/ServicesContext";
import { useFindTaskQuery } from "@/api/schema";
import { useListCategoriesQuery } from "@/features/tasks/api";
import { filtersOf, isMeant } from "@/features/tasks/filter";
import type { TaskEntry } from "@/features/tasks/model";
import type { TasksView } from "@/features/tasks/TasksContext";
import { useNames } from "@/features/tasks/useNames";
import { useTaskActions, useTasks } from "@/features/tasks/useTasks";
import { withParam } from "@/lib/search";

const TICK_MS = 15_000;
const NONE: never[] = [];

export function useTasksPage(startTimer: (task: TaskEntry, category: string | null) => void) {
  const zone = useZone();
  const now = useNow(TICK_MS);
  const [search, setSearch] = useSearchParams();
  const filters = useMemo(() => filtersOf(search), [search]);
  const isWithClosed = filters.view !== "list";
  const { tasks, me, active, closed } = useTasks({ isWithClosed, q: filters.view === "done" ? filters.q : "" });
  const { data: categoryData } = useListCategoriesQuery({});
  const categoryItems = categoryData?.items ?? NONE;
  const categories = useMemo(() => new Map(categoryItems.map((category) => [category.id, category])), [categoryItems]);
  const shown = useMemo(() => tasks.filter((task) => isMeant(task, filters, me)), [tasks, filters, me]);
  const nameOf = useNames(tasks);
  const actions = useTaskActions();

  // A link may lead to a task that no list here holds.
  const wanted = search.get("task");
  const held = tasks.find(({ id }) => String(id) === wanted);
  const isKnown = active.data !== undefined;
  const asked = useFindTaskQuery({ id: Number(wanted) }, { skip: !wanted || !isKnown || held !== undefined || !(Number(wanted) > 0) });
  const opened = held ?? (asked.isError ? null : asked.currentData);

  const view: TasksView = {
    me,
    zone,
    now,
    categories,
    nameOf,
    ...actions,
    open: (task) => setSearch((before) => withParam(before, "task", String(task.id))),
    startTimer: (task) => startTimer(task, categories.get(task.category ?? 0)?.name ?? null),
  };
  return {
    view,
    filters,
    shown,
    active,
    closed,
    isWithClosed,
    categoryItems,
    /** Undefined while none is open, or it is being read; null when it is gone. */
    opened: wanted ? opened : undefined,
    close: () => setSearch((before) => withParam(before, "task", "")),
  };
}
