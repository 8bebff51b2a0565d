// What is to be done: as a list by due date, as a board, and what is completed; a task opens at the side.
import { FolderPen } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { Link, useLocation } from "react-router";
import { reasonOf } from "@/api/errors";
import { AddLine } from "@/features/tasks/add/AddLine";
import { Board } from "@/features/tasks/board/Board";
import { isFiltered, type View, VIEWS } from "@/features/tasks/filter";
import { TaskList } from "@/features/tasks/list/TaskList";
import type { TaskEntry } from "@/features/tasks/model";
import { TaskFilters } from "@/features/tasks/TaskFilters";
import { TasksContext } from "@/features/tasks/TasksContext";
import { useTasksPage } from "@/features/tasks/useTasksPage";
import { m } from "@/lib/messages";
import { withParam } from "@/lib/search";
import { useTabTitle } from "@/lib/title";
import { IconButton } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { cx } from "@/ui/cx";
import { Skeleton } from "@/ui/Skeleton";
import { Empty, Failed } from "@/ui/States";

const TaskSheet = lazy(() => import("@/features/tasks/detail/TaskSheet"));
const CategoriesDialog = lazy(() => import("@/features/tasks/CategoriesDialog"));

function Views({ view }: { view: View }) {
  const { search } = useLocation();
  return (
    <nav aria-label={m.tasks.viewsLabel} className="flex gap-1 rounded-md bg-sunken p-1 max-md:order-last max-md:w-full">
      {VIEWS.map((option) => (
        <Link
          key={option}
          to={{ search: withParam(new URLSearchParams(search), "view", option === "list" ? "" : option).toString() }}
          aria-current={option === view ? "page" : undefined}
          className={cx(
            "grid min-h-8 place-items-center rounded-md px-3 no-underline max-md:min-h-11 max-md:flex-1",
            option === view ? "bg-raised font-medium text-ink shadow-lift" : "text-muted hover:text-ink",
          )}
        >
          {m.tasks.views[option]}
        </Link>
      ))}
    </nav>
  );
}

function Nothing({ isFiltered, view }: { isFiltered: boolean; view: View }) {
  if (isFiltered) return <Empty title={m.tasks.noMatch}>{m.tasks.noMatchHint}</Empty>;
  if (view === "done") return <Empty title={m.tasks.noneDone}>{m.tasks.noneDoneHint}</Empty>;
  return <Empty title={m.tasks.empty}>{m.tasks.emptyHint}</Empty>;
}

export function TasksPage({ startTimer }: { startTimer: (task: TaskEntry, category: string | null) => void }) {
  const page = useTasksPage(startTimer);
  const { view, filters, shown, active, closed, isWithClosed, categoryItems, opened, close } = page;
  const [isManaging, setManaging] = useState(false);
  useTabTitle(m.app.title(m.tasks.title));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = closed;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const source = filters.view === "done" ? closed : active;
  const isKnown = active.data !== undefined && (!isWithClosed || closed.data !== undefined);
  const isDone = filters.view === "done";
  const isBoard = filters.view === "board" && isKnown;
  const failed = [active, ...(isWithClosed ? [closed] : [])].find(({ isError }) => isError);
  return (
    <TasksContext value={view}>
      <header className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="flex-1 text-xl font-semibold tracking-tight md:text-2xl">{m.tasks.title}</h1>
        <Views view={filters.view} />
        <IconButton label={m.tasks.categories.manage} onClick={() => setManaging(true)}>
          <FolderPen aria-hidden="true" size={17} />
        </IconButton>
      </header>
      <AddLine />
      <TaskFilters filters={filters} categories={categoryItems} />
      {isBoard && <Board tasks={shown} />}
      {!isBoard && (
        <Card>
          {!isKnown && !failed && <Skeleton rows={6} />}
          {isKnown && shown.length > 0 && (
            <TaskList tasks={shown} isClosed={isDone} onNearEnd={isDone && hasNextPage && !isFetchingNextPage && !closed.isError ? more : null} />
          )}
          {isKnown && shown.length === 0 && <Nothing isFiltered={isFiltered(filters)} view={filters.view} />}
          {failed && <Failed reason={reasonOf(failed.error)} onRetry={() => void source.refetch()} />}
        </Card>
      )}
      <p role="status" className="px-1 pt-2 text-sm text-muted">
        {isDone && isFetchingNextPage && m.tasks.more}
        {isKnown && !isBoard && shown.length > 0 && !(isDone && hasNextPage) && m.tasks.end(shown.length)}
      </p>
      <Suspense fallback={null}>
        {opened !== undefined && <TaskSheet task={opened} onClose={close} />}
        {isManaging && <CategoriesDialog categories={categoryItems} onClose={() => setManaging(false)} />}
      </Suspense>
    </TasksContext>
  );
}
