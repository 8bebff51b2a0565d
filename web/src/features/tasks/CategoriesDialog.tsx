// My categories: other names for them, or none at all. New ones are made by writing #name.
import { Trash2 } from "lucide-react";
import { type SyntheticEvent, useState } from "react";
import { fieldErrors, reasonOf } from "@/api/errors";
import { useUpdateCategoryMutation } from "@/features/tasks/api";
import { colourOf } from "@/features/tasks/Marks";
import type { Category } from "@/features/tasks/model";
import { useRemoveCategory } from "@/features/tasks/useRemoveCategory";
import { m } from "@/lib/messages";
import { Button, IconButton } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { inputClass } from "@/ui/Field";
import { Empty } from "@/ui/States";

function CategoryRow({ category }: { category: Category }) {
  const [name, setName] = useState(category.name);
  const [problem, setProblem] = useState("");
  const [updateCategory, { isLoading }] = useUpdateCategoryMutation();
  const removeCategory = useRemoveCategory();
  const tell = (error: unknown) => setProblem(error ? (fieldErrors(error).name?.[0] ?? reasonOf(error)) : "");
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    tell((await updateCategory({ id: category.id, body: { name } })).error);
  };
  return (
    <li>
      <form onSubmit={(event) => void save(event)} className="flex items-center gap-2" data-colour={colourOf(category)}>
        <i aria-hidden="true" className="size-2.5 flex-none rounded-[3px] bg-group" />
        <input
          value={name}
          maxLength={64}
          aria-label={m.tasks.categories.name(category.name)}
          aria-invalid={problem !== "" || undefined}
          onChange={({ target }) => setName(target.value)}
          className={inputClass}
        />
        {name.trim() !== category.name && (
          <Button type="submit" disabled={isLoading}>
            {m.tasks.categories.save}
          </Button>
        )}
        <IconButton
          weight="bare"
          label={m.tasks.categories.delete(category.name)}
          onClick={() => void removeCategory(category).then(tell)}
        >
          <Trash2 aria-hidden="true" size={16} />
        </IconButton>
      </form>
      <p role="status" className="ps-4.5 text-sm font-medium text-accent">
        {problem}
      </p>
    </li>
  );
}

export default function CategoriesDialog({ categories, onClose }: { categories: Category[]; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={m.tasks.categories.manage}>
      <div className="px-5 pt-1 pb-5">
        {categories.length === 0 ? (
          <Empty title={m.tasks.categories.none} />
        ) : (
          <>
            <p className="mb-3 text-sm text-muted">{m.tasks.categories.deleteAsk}</p>
            <ul className="grid gap-2">
              {categories.map((category) => (
                <CategoryRow key={category.id} category={category} />
              ))}
            </ul>
          </>
        )}
      </div>
    </Dialog>
  );
}
