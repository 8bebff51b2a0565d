// The filters of tasks, as the address has them. Pure.
import { isClosed, PRIORITIES, type Task } from "@/features/tasks/model";

export const VIEWS = ["list", "board", "done"] as const;
export type View = (typeof VIEWS)[number];
const WHOSE = ["mine", "shared"] as const;

export interface Filters {
  view: View;
  q: string;
  category: number | null;
  priority: number | null;
  whose: (typeof WHOSE)[number] | null;
}

function numberOf(text: string | null): number | null {
  const number = Number(text);
  return text && Number.isSafeInteger(number) ? number : null;
}

export function filtersOf(search: URLSearchParams): Filters {
  const priority = numberOf(search.get("priority"));
  return {
    view: VIEWS.find((view) => view === search.get("view")) ?? "list",
    q: search.get("q") ?? "",
    category: numberOf(search.get("category")),
    priority: PRIORITIES.find((known) => known === priority) ?? null,
    whose: WHOSE.find((whose) => whose === search.get("owner")) ?? null,
  };
}

export function isFiltered({ q, category, priority, whose }: Filters): boolean {
  return q !== "" || category !== null || priority !== null || whose !== null;
}

function wordsOf(text: string): string[] {
  const folded = text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
  return folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** Words of the title or the description begin with the words of the query. */
export function says({ title, description }: Pick<Task, "title" | "description">, q: string): boolean {
  const words = wordsOf(`${title} ${description}`);
  return wordsOf(q).every((wanted) => words.some((word) => word.startsWith(wanted)));
}

export function isMeant(task: Task, { view, q, category, priority, whose }: Filters, me: number): boolean {
  const isShared = task.owners.some((owner) => owner !== me) || task.created_by !== me;
  return (
    (view === "board" || isClosed(task) === (view === "done")) &&
    (q === "" || says(task, q)) &&
    (category === null || task.category === category) &&
    (priority === null || task.priority === priority) &&
    (whose === null || (whose === "mine" ? task.owners.includes(me) : isShared))
  );
}
