// The live collections of tasks: what is to be done, what is done page by page, the categories.
// Not here: writes (writes.ts), what is not yet answered (pending.ts).
import type { DefinitionsFromApi, OverrideResultType, TagTypesFromApi } from "@reduxjs/toolkit/query/react";
import type { Meta } from "@/api/base";
import { keepSnapshotLive, snapshotOf } from "@/api/live";
import { byId, keepPagesLive, type Page, pageOf } from "@/api/pages";
import { type ListTasksApiArg, schema } from "@/api/schema";
import { type Category, isClosed, type Task } from "@/features/tasks/model";
import { says } from "@/features/tasks/filter";
import { categoryRule, taskRule } from "@/features/tasks/rule";
import type { Snapshot } from "@/realtime/apply";

const PAGE = 100;
/** The most that one request answers. */
const MOST_IN = 500;

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
    findCalendarKey: { providesTags: ["CalendarKey"] },
    createCalendarKey: { invalidatesTags: ["CalendarKey"] },
    deleteCalendarKey: { invalidatesTags: ["CalendarKey"] },
  },
});

export const tasksApi = liveApi.injectEndpoints({
  endpoints: (build) => ({
    pageClosedTasks: build.infiniteQuery<Page<Task>, { q: string }, number | null>({
      query: ({ queryArg: { q }, pageParam: before }) => ({
        url: "/api/tasks/",
        params: { state: CLOSED, limit: PAGE, ...(q && { q }), ...(before !== null && { before }) },
      }),
      transformResponse: (items: Task[], meta: Meta | undefined) => pageOf(items, meta),
      infiniteQueryOptions: byId,
      providesTags: ["Task"],
      ...keepPagesLive<{ q: string }, Task>(({ q }) => taskRule((task) => isClosed(task) && says(task, q))),
    }),
    /** The ids of those that are in a category, whatever their state. */
    findTasksIn: build.query<number[], number>({
      query: (category) => ({ url: "/api/tasks/", params: { category, limit: MOST_IN } }),
      transformResponse: (tasks: Task[]) => tasks.map(({ id }) => id),
    }),
  }),
});

export const {
  useListTasksQuery,
  useListCategoriesQuery,
  usePageClosedTasksInfiniteQuery,
  useFindCategoryQuery,
  useFindPeopleQuery,
  useLazyFindPeopleQuery,
  useLazyFindTasksInQuery,
  useCreateCategoryMutation,
  useUpdateCategoryMutation,
  useDeleteCategoryMutation,
  useFindCalendarKeyQuery,
  useCreateCalendarKeyMutation,
  useDeleteCalendarKeyMutation,
} = tasksApi;
