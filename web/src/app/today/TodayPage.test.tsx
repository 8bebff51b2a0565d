import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderApp } from "@/test/renderApp";

const line = () => screen.findByRole("textbox", { name: "Log an activity" });

function entries(): string[] {
  return screen.queryAllByRole("button", { name: /^Edit / }).map((button) => button.textContent.trim());
}

test("what is logged shows at once, is sent with a key of its own, and shows once when the server tells of it", async () => {
  const { user, server } = renderApp();
  await user.type(await line(), "reading 30m #book");
  expect(screen.getByText(/^Logs reading #book, 30 min/)).toBeInTheDocument();
  await user.keyboard("{Enter}");
  expect(entries()).toEqual(["Edit reading#book30 min"]);
  expect(await line()).toHaveValue("");
  await waitFor(() => expect(server.activities).toHaveLength(1));
  expect(server.asked.find(({ method }) => method === "POST")).toMatchObject({ path: "/api/activities/", key: expect.stringMatching(/^[0-9a-f]{32}$/) as string });
  await waitFor(() => expect(screen.queryByRole("img", { name: "waiting to be sent" })).not.toBeInTheDocument());
  expect(entries()).toEqual(["Edit reading#book30 min"]);
});

test("a line without a time starts a timer, and Stop stops it", async () => {
  const { user } = renderApp();
  await user.type(await line(), "writing #book{Enter}");
  expect(await screen.findByRole("timer", { name: "Running: writing" })).toBeInTheDocument();
  await waitFor(() => expect(document.title).toMatch(/^0:\d\d writing · Daybook$/));
  await user.click(screen.getByRole("button", { name: "Stop" }));
  await waitFor(() => expect(screen.queryByRole("timer")).not.toBeInTheDocument());
  expect(document.title).toBe("Today · Daybook");
});

test("what the server refuses is taken back, told, and can be put back into the line", async () => {
  const { user, server } = renderApp();
  server.refuse = (method) => (method === "POST" ? Response.json({ activity_name: ["Not this one."] }, { status: 400 }) : undefined);
  await user.type(await line(), "reading 30m{Enter}");
  expect(await screen.findAllByText("Not this one.")).not.toEqual([]);
  expect(entries()).toEqual([]);
  await user.click(await screen.findByRole("button", { name: "Put the text back" }));
  expect(await line()).toHaveValue("reading 30m");
});

test("what is done while the server is away is kept, shown as waiting, and sent once when it is back", async () => {
  const { user, server, socket } = renderApp();
  await line();
  socket()?.accept();
  server.refuse = (method) => {
    if (method === "POST") throw new TypeError("no network");
    return undefined;
  };
  await user.type(await line(), "reading 30m{Enter}");
  expect(await screen.findByText(/1 change waiting/)).toBeInTheDocument();
  expect(screen.getByRole("img", { name: "waiting to be sent" })).toBeInTheDocument();
  expect(Object.keys(localStorage).some((key) => key.startsWith("daybook.outbox.7."))).toBe(true);
  server.refuse = null;
  await user.click(screen.getByRole("button", { name: "Try now" }));
  await waitFor(() => expect(server.activities).toHaveLength(1));
  const keys = new Set(server.asked.filter(({ method }) => method === "POST").map(({ key }) => key));
  expect(keys.size).toBe(1);
  await waitFor(() => expect(screen.queryByText(/waiting/)).not.toBeInTheDocument());
});

test("what another device does shows without a reload", async () => {
  const { server, socket } = renderApp();
  await line();
  await waitFor(() => expect(socket()).toBeDefined());
  socket()?.accept();
  await waitFor(() => expect(socket()?.sent).toContainEqual({ subscribe: { me: "e1.0" } }));
  const now = new Date().toISOString();
  const elsewhere = server.activity({ activity_name: "gardening", started_at: now, ended_at: now });
  socket()?.tell({ stream: "me", seq: 1, type: "activity_created", data: elsewhere });
  expect(await screen.findByRole("button", { name: /^Edit gardening/ })).toBeInTheDocument();
  socket()?.tell({ stream: "me", seq: 2, type: "activity_deleted", data: { id: elsewhere.id } });
  await waitFor(() => expect(entries()).toEqual([]));
});

test("a socket that ends because the session did leaves for the login page", async () => {
  const { socket, onSignedOut } = renderApp();
  await line();
  await waitFor(() => expect(socket()).toBeDefined());
  socket()?.accept();
  socket()?.close(4503);
  expect(onSignedOut).toHaveBeenCalled();
});

test("an entry is edited in place, deleted, and brought back by Undo", async () => {
  const now = new Date();
  const hourAgo = new Date(now.getTime() - 3_600_000);
  const { user, server } = renderApp({
    prepare: (fake) => void fake.activity({ started_at: hourAgo.toISOString(), ended_at: now.toISOString() }),
  });
  await user.click(await screen.findByRole("button", { name: /^Edit reading/ }));
  const form = await screen.findByRole("form", { name: "Edit the entry" });
  const name = within(form).getByRole("textbox", { name: "Name" });
  expect(name).toHaveFocus();
  await user.clear(name);
  await user.click(within(form).getByRole("button", { name: "Save" }));
  expect(await within(form).findByText("This field is required.")).toBeInTheDocument();
  await user.type(name, "reading aloud{Enter}");
  await waitFor(() => expect(server.activities[0]?.activity_name).toBe("reading aloud"));
  expect(server.asked.find(({ method }) => method === "PATCH")?.body).toEqual({ activity_name: "reading aloud" });

  await user.click(await screen.findByRole("button", { name: /^Edit reading aloud/ }));
  await user.click(within(await screen.findByRole("form")).getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(entries()).toEqual([]));
  await waitFor(() => expect(server.activities).toEqual([]));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(server.asked.at(-1)?.path).toMatch(/restore/));
});

test("a list that cannot be read says so, and is read again on demand", async () => {
  const { user, server } = renderApp({
    prepare: (fake) => (fake.refuse = () => Response.json({ request_id: "r1" }, { status: 500 })),
  });
  expect(await screen.findByText("The server made a mistake (request r1).")).toBeInTheDocument();
  server.refuse = null;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Nothing is written down yet")).toBeInTheDocument();
});

test("keys: t goes on with the last entry, ? lists the keys, g a goes to Activities, Ctrl-K finds", async () => {
  const { user } = renderApp({ prepare: (fake) => void fake.activity({ activity_name: "reading" }) });
  // Until the list is read there is nothing to go on with, and `t` asks for a line instead.
  await waitFor(async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await user.keyboard("t");
    expect(screen.getByRole("timer", { name: "Running: reading" })).toBeInTheDocument();
  });
  await user.keyboard("?");
  expect(await screen.findByRole("dialog", { name: "Keys" })).toBeInTheDocument();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  await user.keyboard("{Control>}k{/Control}");
  await user.type(await screen.findByRole("combobox", { name: "Find or do anything" }), "stop{Enter}");
  await waitFor(() => expect(screen.queryByRole("timer")).not.toBeInTheDocument());
  await user.keyboard("ga");
  expect(await screen.findByRole("heading", { level: 1, name: "Activities" })).toBeInTheDocument();
});
