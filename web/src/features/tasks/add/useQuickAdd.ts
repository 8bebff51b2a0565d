// What a line means here: its category by name, made when it is new, and its people, looked up. Then it is written.
import { useState } from "react";
import { reasonOf } from "@/api/errors";
import { useCreateCategoryMutation, useLazyFindPeopleQuery } from "@/features/tasks/api";
import type { TaskLine } from "@/features/tasks/add/parse";
import { toInstant } from "@/lib/due";
import type { Category } from "@/features/tasks/model";
import { useTaskActions } from "@/features/tasks/useTasks";
import { m } from "@/lib/messages";

interface QuickAdd {
  problem: string;
  isBusy: boolean;
  /** Answers whether the task was taken. */
  add(line: TaskLine, typed: string): Promise<boolean>;
  forgive(): void;
}

export function categoryNamed(categories: Iterable<Category>, name: string): Category | undefined {
  return [...categories].find((category) => category.name.toLowerCase() === name.toLowerCase());
}

export function useQuickAdd(categories: Map<number, Category>, me: number, zone: string): QuickAdd {
  const actions = useTaskActions();
  const [findPeople] = useLazyFindPeopleQuery();
  const [createCategory] = useCreateCategoryMutation();
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);

  const ownersOf = async (people: string[]): Promise<number[]> => {
    const found = people.map(async (name) => {
      const those = await findPeople({ q: name }, true).unwrap();
      const person = those.find(({ username }) => username.toLowerCase() === name.toLowerCase());
      if (!person) throw new Error(m.tasks.add.nobody(name));
      return person.id;
    });
    return [...new Set([me, ...(await Promise.all(found))])];
  };
  const categoryOf = async (name: string): Promise<number> => {
    const known = categoryNamed(categories.values(), name);
    return known ? known.id : (await createCategory({ body: { name } }).unwrap()).id;
  };

  const add = async ({ title, due, priority, category, people }: TaskLine, typed: string) => {
    setBusy(true);
    try {
      const fields = {
        title,
        ...(due && { due_date: toInstant(due, zone) }),
        ...(priority && { priority }),
        ...(people.length > 0 && { owners: await ownersOf(people) }),
        ...(category && { category: await categoryOf(category) }),
      };
      return actions.add(fields, typed) !== null;
    } catch (error) {
      setProblem(error instanceof Error ? error.message : reasonOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { problem, isBusy, add, forgive: () => setProblem("") };
}
