// The board: a column for each state, and where a card goes when it is moved. Pure.
// Invariant: a move changes the fewest positions that put the card where it was let go.
import { lastFirst } from "@/features/tasks/list/lines";
import type { State, TaskEntry } from "@/features/tasks/model";

export const COLUMNS = ["open", "in_progress", "done"] as const satisfies readonly State[];
export type Column = (typeof COLUMNS)[number];

/** Room between two cards that were put down one after the other. */
const STEP = 1_000_000;

export function columnsOf(tasks: TaskEntry[]): Record<Column, TaskEntry[]> {
  const of = (state: State) => tasks.filter((task) => task.state === state);
  const placed = (a: TaskEntry, b: TaskEntry) => a.position - b.position || a.id - b.id;
  return { open: of("open").toSorted(placed), in_progress: of("in_progress").toSorted(placed), done: of("done").toSorted(lastFirst) };
}

export interface Move {
  task: TaskEntry;
  position: number;
}

/** What changes so that `task` stands before the card at `index` of the column, which may hold it already. */
export function movesTo(column: TaskEntry[], task: TaskEntry, index: number): Move[] {
  const here = column.findIndex(({ id }) => id === task.id);
  if (here >= 0 && (index === here || index === here + 1)) return [];
  const rest = column.filter(({ id }) => id !== task.id);
  const at = here >= 0 && here < index ? index - 1 : index;
  const [before, after] = [rest[at - 1], rest[at]];
  if (!after) return [{ task, position: before ? before.position + STEP : task.position }];
  const low = before ? before.position : after.position - 2 * STEP;
  const middle = Math.floor((low + after.position) / 2);
  if (middle > low && middle < after.position) return [{ task, position: middle }];
  // No room: those behind it make some, as far as they stand too near.
  const moves: Move[] = [{ task, position: low + STEP }];
  let last = low + STEP;
  for (const next of rest.slice(at)) {
    if (next.position > last) break;
    last += STEP;
    moves.push({ task: next, position: last });
  }
  return moves;
}
