// The filters of tasks, as the address has them. Pure.
import { isClosed, PRIORITIES, type Task } from "@/features/tasks/model";
import { wordsOf } from "@/lib/words";

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

/** So many words of a query are looked for each alone; those after them must follow each other, as the server has it. */
const ALONE = 3;

/** Words of the title or the description begin with the words of the query. */
export function says({ title, description }: Pick<Task, "title" | "description">, q: string): boolean {
  const wanted = wordsOf(q);
  if (wanted.length === 0) return true;
  const text = ` ${[...wordsOf(title), ...wordsOf(description)].join(" ")}`;
  const terms = wanted.slice(0, ALONE);
  if (wanted.length > ALONE) terms.push(wanted.slice(ALONE).join(" "));
  return terms.every((term) => text.includes(` ${term}`));
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
