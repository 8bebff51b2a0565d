import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Task } from "@/api/schema";
import type { FakeServer } from "@/test/fakeServer";
import { renderApp } from "@/test/renderApp";

const line = () => screen.findByRole("textbox", { name: "Add a task" });
const opener = (title: string) => screen.findByRole("button", { name: new RegExp(`^Open.*${title}`) });
const withTasks = (...tasks: Partial<Task>[]) => (server: FakeServer) => tasks.forEach((task) => void server.task(task));

beforeEach(() => {
  // jsdom has no layout: a window that shows a few rows.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(45);
});

test("a line makes a task, with a new category and shared; what it will do is told before", async () => {
  const { user, server } = renderApp({ path: "/tasks" });
  expect(await screen.findByText("Nothing is to be done")).toBeInTheDocument();
  await user.type(await line(), "water plants tomorrow 17:00 !urgent #home @bob");
  expect(screen.getByText("Adds “water plants”, due tomorrow, 17:00, urgent priority, new category #home, shared with @bob")).toBeInTheDocument();
  await user.keyboard("{Enter}");
  expect(await opener("Urgent priority.*water plants.*home.*Shared with bob")).toBeInTheDocument();
  expect(await line()).toHaveValue("");
  await waitFor(() => expect(server.tasks[0]).toMatchObject({ title: "water plants", priority: 4, owners: [7, 8], category: server.categories[0]?.id }));
});

test("nobody of that name, or no title: it is told, and the line stays", async () => {
  const { user, server } = renderApp({ path: "/tasks" });
  await user.type(await line(), "ask @zoe{Enter}");
  expect(await screen.findByText("Nobody here is called zoe.")).toBeInTheDocument();
  expect(await line()).toHaveValue("ask @zoe");
  await user.clear(await line());
  await user.type(await line(), "!high{Enter}");
  expect(screen.getByText("Say what is to be done as well.")).toBeInTheDocument();
  expect(server.tasks).toEqual([]);
});

test("a tick is done at once, and undone; a deleted one comes back", async () => {
  const { user, server } = renderApp({ path: "/tasks", prepare: withTasks({ title: "pay rent" }) });
  await user.click(await screen.findByRole("checkbox", { name: "Done: pay rent" }));
  await waitFor(() => expect(server.tasks[0]?.state).toBe("done"));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(server.tasks[0]?.state).toBe("open"));
  (await opener("pay rent")).focus();
  await user.keyboard("{Delete}");
  await waitFor(() => expect(server.tasks).toEqual([]));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(server.tasks).toHaveLength(1));
});

test("what the server refuses is taken back, and can be put back into the line", async () => {
  const { user, server } = renderApp({ path: "/tasks" });
  server.refuse = (method) => (method === "POST" ? Response.json({ title: ["Not this one."] }, { status: 400 }) : undefined);
  await user.type(await line(), "pay rent{Enter}");
  expect(await screen.findAllByText("Not this one.")).not.toEqual([]);
  await user.click(await screen.findByRole("button", { name: "Put the text back" }));
  expect(await line()).toHaveValue("pay rent");
});

test("a task is opened by its link, changed, shared, and says when it is gone", async () => {
  const { user, server, socket } = renderApp({ path: "/tasks?task=101", prepare: withTasks({ title: "pay rent" }) });
  const sheet = await screen.findByRole("dialog", { name: "Task" });
  await user.clear(within(sheet).getByRole("textbox", { name: "Title" }));
  await user.type(within(sheet).getByRole("textbox", { name: "Title" }), "pay the rent");
  await user.selectOptions(within(sheet).getByRole("combobox", { name: "Priority" }), "High");
  fireEvent.change(within(sheet).getByLabelText("Due"), { target: { value: "2026-12-01" } });
  await waitFor(() => expect(server.tasks[0]).toMatchObject({ title: "pay the rent", priority: 3, due_date: "2026-12-01T22:59:00.000Z" }));
  await user.type(within(sheet).getByRole("combobox", { name: "Share with" }), "bob");
  await within(sheet).findByRole("option", { name: "bobby" });
  await user.keyboard("{ArrowDown}{Enter}");
  await waitFor(() => expect(server.tasks[0]?.owners).toEqual([7, 9]));
  expect(await within(sheet).findByRole("button", { name: "Remove bobby" })).toBeInTheDocument();
  socket()?.accept();
  socket()?.tell({ stream: "me", seq: 2, type: "task_deleted", data: { id: 101 } });
  expect(await screen.findByText("This task is gone")).toBeInTheDocument();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(location.search).toBe(""));
});

test("cards move by keys and by dragging", async () => {
  const { user, server } = renderApp({ path: "/tasks?view=board", prepare: withTasks({ title: "one" }, { title: "two" }, { title: "three", state: "in_progress" }) });
  (await opener("one")).focus();
  await user.keyboard("{Shift>}{ArrowRight}{/Shift}");
  await waitFor(() => expect(server.tasks.find(({ title }) => title === "one")?.state).toBe("in_progress"));
  expect(screen.getByText("one: In progress, 1 of 2")).toBeInTheDocument();
  const column = screen.getByRole("region", { name: /^Done/ });
  const dataTransfer = { types: ["text/x-daybook-task"], getData: () => String(server.tasks.find(({ title }) => title === "two")?.id), setData: () => undefined };
  fireEvent.dragStart(await opener("two"), { dataTransfer });
  fireEvent.dragOver(column, { dataTransfer });
  fireEvent.drop(column, { dataTransfer });
  await waitFor(() => expect(server.tasks.find(({ title }) => title === "two")?.state).toBe("done"));
});

test("filters are in the address; a timer starts from a task", async () => {
  const { user, server } = renderApp({ path: "/tasks?priority=4", prepare: withTasks({ title: "calm" }, { title: "burning", priority: 4 }) });
  expect(await opener("burning")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: /calm/ })).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Start a timer: burning" }));
  await waitFor(() => expect(server.activities[0]).toMatchObject({ activity_name: "burning", running: true }));
  await user.type(screen.getByRole("searchbox", { name: "Search" }), "nothing");
  expect(await screen.findByText("Nothing matches these filters")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Clear" }));
  expect(await opener("calm")).toBeInTheDocument();
});

test("what is due stands on Today, and is ticked there", async () => {
  const due_date = new Date(Date.now() - 3_600_000).toISOString();
  const { user, server } = renderApp({ prepare: withTasks({ title: "pay rent", due_date }, { title: "some day" }) });
  await user.click(await screen.findByRole("checkbox", { name: "Done: pay rent" }));
  await waitFor(() => expect(server.tasks.find(({ title }) => title === "pay rent")?.state).toBe("done"));
  expect(screen.queryByText("some day")).not.toBeInTheDocument();
});
