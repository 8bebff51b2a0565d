// Deletes a category. Undo makes it again, and puts the tasks back that were in it.
import { reasonOf } from "@/api/errors";
import { useCreateCategoryMutation, useDeleteCategoryMutation, useLazyFindTasksInQuery } from "@/features/tasks/api";
import type { Category } from "@/features/tasks/model";
import { useTaskActions } from "@/features/tasks/useTasks";
import { m } from "@/lib/messages";
import { alarm, notify } from "@/ui/toasts";

/** Answers with the error, if there is one. */
export function useRemoveCategory(): (category: Category) => Promise<unknown> {
  const { update } = useTaskActions();
  const [findTasksIn] = useLazyFindTasksInQuery();
  const [createCategory] = useCreateCategoryMutation();
  const [deleteCategory] = useDeleteCategoryMutation();
  return async ({ id, name, color, description }) => {
    const { data: tasks, error: unread } = await findTasksIn(id);
    if (!tasks) return unread;
    const { error } = await deleteCategory({ id });
    if (error) return error;
    const undo = async () => {
      const { data: again, error } = await createCategory({ body: { name, color, description } });
      if (again) tasks.forEach((task) => update({ id: task }, { category: again.id }));
      else alarm({ text: reasonOf(error) });
    };
    notify({ text: m.toast.deleted(name), action: { label: m.toast.undo, run: () => void undo() } });
    return undefined;
  };
}
