// Tasks with what is not yet answered, and what can be done to one.
import { useCallback, useMemo } from "react";
import { useViewer } from "@/api/ServicesContext";
import { ACTIVE, useListTasksQuery, usePageClosedTasksInfiniteQuery } from "@/features/tasks/api";
import { isClosed, type State, type TaskEntry, type TaskFields } from "@/features/tasks/model";
import { withPending } from "@/features/tasks/pending";
import { m } from "@/lib/messages";
import { newTarget, takeBack, useOutboxDispatch, useWrites, write } from "@/outbox/write";
import { notify } from "@/ui/toasts";

const NONE: never[] = [];

/** All that is to be done; and, if wanted, what is done, as far as it was read. */
export function useTasks({ isWithClosed, q }: { isWithClosed: boolean; q: string }) {
  const { id: me } = useViewer();
  const active = useListTasksQuery(ACTIVE);
  const closed = usePageClosedTasksInfiniteQuery({ q }, { skip: !isWithClosed });
  const writes = useWrites();
  const activeItems = active.data?.items ?? NONE;
  const { data } = closed;
  const tasks = useMemo(() => {
    const items = [...activeItems, ...(isWithClosed ? (data?.pages.flatMap((page) => page.items) ?? NONE) : NONE)];
    return withPending([...new Map(items.map((task) => [task.id, task])).values()], writes, me);
  }, [activeItems, data, isWithClosed, writes, me]);
  return { tasks, me, active, closed };
}

export function useTaskActions() {
  const dispatch = useOutboxDispatch();
  const add = useCallback(
    (fields: TaskFields, typed?: string) => dispatch(write({ type: "task.create", target: newTarget(), body: { ...fields }, typed })),
    [dispatch],
  );
  const update = useCallback(
    (task: Pick<TaskEntry, "id">, changes: Partial<TaskFields>) => dispatch(write({ type: "task.update", target: task.id, body: { ...changes } })),
    [dispatch],
  );
  const setState = useCallback(
    (task: TaskEntry, state: State) => {
      if (state === task.state) return;
      const made = update(task, { state });
      if (!made || isClosed(task) === isClosed({ state })) return;
      const undo = () => {
        if (!dispatch(takeBack(made.key))) update(task, { state: task.state });
      };
      notify({ text: isClosed({ state }) ? m.tasks.isDone(task.title) : m.tasks.isAgain(task.title), action: { label: m.toast.undo, run: undo } });
    },
    [dispatch, update],
  );
  const remove = useCallback(
    (task: TaskEntry) => {
      const made = dispatch(write({ type: "task.delete", target: task.id, body: {} }));
      if (!made) return;
      const undo = () => {
        if (!dispatch(takeBack(made.key))) dispatch(write({ type: "task.restore", target: task.id, body: { ...task } }));
      };
      notify({ text: m.toast.deleted(task.title), action: { label: m.toast.undo, run: undo } });
    },
    [dispatch],
  );
  const tick = useCallback((task: TaskEntry) => setState(task, isClosed(task) ? "open" : "done"), [setState]);
  return { add, update, setState, remove, tick };
}
