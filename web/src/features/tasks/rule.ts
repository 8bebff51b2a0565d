// Which tasks and categories a live list holds, and in which order. Pure and free of React: the server's tests run it too.
// Invariant: whether a task is overdue is not told when time makes it so; who shows it asks the clock.
import type { Rule } from "@/realtime/apply";

interface Identified {
  id: number;
}

const newestFirst = (a: Identified, b: Identified) => b.id - a.id;

/** One that is shared with me is `created`, one that is no longer is `deleted`. */
export function taskRule<T extends Identified>(holds: (task: T) => boolean, order: (a: T, b: T) => number = newestFirst): Rule<T> {
  return { stream: "me", puts: ["task_created", "task_updated"], removes: ["task_deleted"], holds, order };
}

export function categoryRule<T extends Identified>(): Rule<T> {
  return { stream: "me", puts: ["category_created", "category_updated"], removes: ["category_deleted"], holds: () => true, order: newestFirst };
}
