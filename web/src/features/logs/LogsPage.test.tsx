import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Log } from "@/features/logs/model";
import { renderApp } from "@/test/renderApp";

const path = "/logs";
const start = Date.now() - 60_000;
const log = (id: number, fields: Partial<Log> = {}): Log => ({
  id,
  action: "backup",
  timestamp: new Date(start + id).toISOString(),
  metadata: { host: "web1" },
  status: "PENDING",
  user: 7,
  ...fields,
});
const actions = () => screen.queryAllByRole("button", { name: /^Open / }).map((button) => button.textContent);

beforeEach(() => {
  // jsdom has no layout: a window that shows a few rows.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(43);
});

test("a log is shown, opened, and its status changed at once, and back by Undo", async () => {
  const { user, server } = renderApp({ path, prepare: (fake) => (fake.logs = [log(2), log(1, { action: "deploy" })]) });
  await user.click(await screen.findByRole("button", { name: "Open backup" }));
  expect(within(await screen.findByRole("region", { name: "Metadata" })).getByText(/"host": "web1"/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Status of backup: Pending" }));
  await user.click(await screen.findByRole("menuitemradio", { name: "Completed" }));
  expect(await screen.findByRole("button", { name: "Status of backup: Completed" })).toBeInTheDocument();
  await waitFor(() => expect(server.logs[0]?.status).toBe("COMPLETED"));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(server.logs[0]?.status).toBe("PENDING"));
});

test("keys walk the rows and say how far one is", async () => {
  const { user, server } = renderApp({ path, prepare: (fake) => (fake.logs = [log(2), log(1, { action: "deploy" })]) });
  await screen.findByRole("button", { name: "Open deploy" });
  await user.keyboard("jj2");
  await waitFor(() => expect(server.logs[1]?.status).toBe("IN_PROGRESS"));
});

test("what the server refuses is taken back", async () => {
  const { user, server } = renderApp({ path, prepare: (fake) => (fake.logs = [log(1)]) });
  server.refuse = (method) => (method === "PATCH" ? Response.json({ error: "Not found" }, { status: 404 }) : undefined);
  await screen.findByRole("button", { name: "Open backup" });
  await user.keyboard("j3");
  expect(await screen.findByText("The server said no, so this was taken back")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Status of backup: Pending" })).toBeInTheDocument();
});

test("new ones come on top, wait while it is paused, and many at once are read", async () => {
  const { user, server, socket } = renderApp({ path, prepare: (fake) => (fake.logs = [log(1)]) });
  await screen.findByRole("button", { name: "Open backup" });
  socket()?.accept();
  const told = log(2, { action: "deploy" });
  socket()?.tell({ stream: "me", seq: 1, type: "log_created", data: told });
  await waitFor(() => expect(actions()).toEqual(["deploy", "backup"]));

  await user.click(screen.getByRole("button", { name: "Pause" }));
  server.logs = [log(4, { action: "import" }), log(3, { action: "login" }), told, log(1)];
  server.seq = 2;
  socket()?.tell({ stream: "me", seq: 2, type: "logs_created", data: { first: 3, last: 4, count: 2, timestamp: told.timestamp } });
  await user.click(await screen.findByRole("button", { name: "2 new" }));
  await waitFor(() => expect(actions()).toEqual(["import", "login", "deploy", "backup"]));
});

test("filters and the order are in the address, and asked of the server", async () => {
  const { user, server } = renderApp({ path, prepare: (fake) => (fake.logs = [log(1)]) });
  await user.type(await screen.findByRole("textbox", { name: "Metadata" }), "host=web1{Enter}");
  await waitFor(() => expect(location.search).toBe("?metadata.host=web1"));
  await user.selectOptions(screen.getByRole("combobox", { name: "Status" }), "Pending");
  await waitFor(() => expect(server.asked.some(({ query }) => query.includes("status=PENDING&metadata.host=web1"))).toBe(true));
  await user.click(await screen.findByRole("button", { name: "Time" }));
  await waitFor(() => expect(location.search).toContain("ordering=timestamp"));
  await user.click(screen.getByRole("button", { name: "Export" }));
  expect(await screen.findByRole("menuitem", { name: "JSON" })).toHaveAttribute("href", expect.stringMatching(/^\/logs\/7\/export\/\?format=json&status=PENDING/));
  await user.keyboard("{Escape}");
  await user.click(screen.getByRole("button", { name: "Remove host=web1" }));
  await user.click(await screen.findByRole("button", { name: "Clear" }));
  expect(location.search).toBe("");
  await user.type(screen.getByRole("textbox", { name: "Metadata" }), "host{Enter}");
  expect(screen.getByText("Write it as key=value.")).toBeInTheDocument();
});

test("an empty table says how to begin, one that is filtered away what else to try", async () => {
  const { user } = renderApp({ path });
  expect(await screen.findByText("Nothing is logged yet")).toBeInTheDocument();
  await user.type(screen.getByRole("searchbox", { name: "Action" }), "none");
  expect(await screen.findByText("Nothing matches these filters")).toBeInTheDocument();
});
