// The live collections of tasks: what is to be done, what is done page by page, the categories; and people by name or id.
// Not here: writes (writes.ts), what is not yet answered (pending.ts).
import type { DefinitionsFromApi, OverrideResultType, TagTypesFromApi } from "@reduxjs/toolkit/query/react";
import type { Meta } from "@/api/base";
import { keepLive, keepSnapshotLive, snapshotOf } from "@/api/live";
import { type ListTasksApiArg, type Person, schema } from "@/api/schema";
import { type Category, isClosed, type Task } from "@/features/tasks/model";
import { says } from "@/features/tasks/filter";
import { categoryRule, taskRule } from "@/features/tasks/rule";
import type { Snapshot } from "@/realtime/apply";

const PAGE = 100;

/** All that is to be done. */
export const ACTIVE: ListTasksApiArg = { state: "open,in_progress" };
const CLOSED = "done,cancelled";

type Definitions = DefinitionsFromApi<typeof schema>;
type LiveDefinitions = Omit<Definitions, "listTasks" | "listCategories"> & {
  listTasks: OverrideResultType<Definitions["listTasks"], Snapshot<Task>>;
  listCategories: OverrideResultType<Definitions["listCategories"], Snapshot<Category>>;
};

const liveApi = schema.enhanceEndpoints<TagTypesFromApi<typeof schema>, LiveDefinitions>({
  endpoints: {
    listTasks: {
      providesTags: ["Task"],
      transformResponse: (items: Task[], meta: Meta | undefined) => snapshotOf(items, meta, "me"),
      ...keepSnapshotLive<ListTasksApiArg, Task>(() => taskRule((task) => !isClosed(task))),
    },
    listCategories: {
      providesTags: ["Category"],
      transformResponse: (items: Category[], meta: Meta | undefined) => snapshotOf(items, meta, "me"),
      ...keepSnapshotLive<unknown, Category>(() => categoryRule()),
    },
    createCategory: { invalidatesTags: ["Category"] },
    updateCategory: { invalidatesTags: ["Category"] },
    deleteCategory: { invalidatesTags: ["Category"] },
  },
});

interface TaskPage extends Snapshot<Task> {
  /** The id of the last of the page, before which the next begins; null on the last page. */
  next: number | null;
}

interface Pages {
  pages: TaskPage[];
  pageParams: (number | null)[];
}

export const tasksApi = liveApi.injectEndpoints({
  endpoints: (build) => ({
    pageClosedTasks: build.infiniteQuery<TaskPage, { q: string }, number | null>({
      query: ({ queryArg: { q }, pageParam: before }) => ({
        url: "/api/tasks/",
        params: { state: CLOSED, limit: PAGE, ...(q && { q }), ...(before !== null && { before }) },
      }),
      transformResponse: (items: Task[], meta: Meta | undefined) => ({
        ...snapshotOf(items, meta, "me"),
        next: (meta?.hasNext && items.at(-1)?.id) || null,
      }),
      infiniteQueryOptions: { initialPageParam: null, getNextPageParam: (last) => last.next ?? undefined },
      providesTags: ["Task"],
      ...keepLive<{ q: string }, Pages, Task>({
        parts: ({ pages, pageParams }, { q }) =>
          pages.map((page, index) => {
            const [before, last] = [pageParams[index] ?? Infinity, page.next ?? -Infinity];
            return [page, taskRule((task) => isClosed(task) && says(task, q) && task.id < before && task.id >= last)];
          }),
        join: (data, parts) => ({ ...data, pages: data.pages.map((page, index) => ({ ...page, ...parts[index] })) }),
      }),
    }),
    namePeople: build.query<Person[], string>({ query: (ids) => ({ url: "/api/users/", params: { id: ids } }) }),
  }),
});

export const {
  useListTasksQuery,
  useListCategoriesQuery,
  usePageClosedTasksInfiniteQuery,
  useFindCategoryQuery,
  useFindPeopleQuery,
  useLazyFindPeopleQuery,
  useNamePeopleQuery,
  useCreateCategoryMutation,
  useUpdateCategoryMutation,
  useDeleteCategoryMutation,
} = tasksApi;
