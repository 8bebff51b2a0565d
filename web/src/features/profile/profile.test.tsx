import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { HistoryRecord } from "@/api/schema";
import { renderApp } from "@/test/renderApp";

const record = (id: number, activity_type: HistoryRecord["activity_type"], details: Record<string, unknown> = {}): HistoryRecord => ({
  id,
  user_profile: 7,
  activity_type,
  timestamp: new Date(Date.now() - 100_000 + id).toISOString(),
  details,
});

beforeEach(() => {
  // jsdom has no layout: a window that shows a few rows.
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(53);
});

test("the card shows what I told of myself, and what another tab changes", async () => {
  const { socket, server } = renderApp({ path: "/profilepage" });
  expect(await screen.findByText("Ann")).toBeInTheDocument();
  expect(screen.getByText("ann@example.com")).toBeInTheDocument();
  socket()?.accept();
  socket()?.tell({ stream: "me", seq: 1, type: "profile_updated", data: { ...server.profile, name: "Anna", about_me: "I keep bees." } });
  expect(await screen.findByText("Anna")).toBeInTheDocument();
  expect(screen.getByText("I keep bees.")).toBeInTheDocument();
});

test("the form is checked here, then there, and keeps what was typed", async () => {
  const { user, server } = renderApp({ path: "/settings" });
  const age = await screen.findByRole("textbox", { name: "Age" });
  await user.type(age, "200");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Give an age from 0 to 150.")).toBeInTheDocument();
  await user.clear(age);
  await user.type(age, "42");
  await user.type(screen.getByRole("textbox", { name: "Profession" }), "beekeeper");
  server.refuse = (method) => (method === "PATCH" ? Response.json({ profession: ["Not this one."] }, { status: 400 }) : undefined);
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Not this one.")).toBeInTheDocument();
  server.refuse = null;
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Settings updated.")).toBeInTheDocument();
  expect(server.profile).toMatchObject({ age: 42, profession: "beekeeper", name: "Ann" });
});

test("the address is saved, and a token is made with the password and shown once", async () => {
  const { user, server } = renderApp({ path: "/settings" });
  const email = await screen.findByRole("textbox", { name: "E-mail" });
  await waitFor(() => expect(email).toHaveValue("ann@example.com"));
  await user.clear(email);
  await user.type(email, "ann@example.org");
  await user.click(screen.getByRole("button", { name: "Save the address" }));
  await waitFor(() => expect(server.profile.email).toBe("ann@example.org"));
  await user.click(screen.getByRole("button", { name: "Make a token" }));
  expect(await screen.findByText("This field is required.")).toBeInTheDocument();
  await user.type(screen.getByLabelText("Password, to make a token"), "secret");
  await user.click(screen.getByRole("button", { name: "Make a token" }));
  expect(await screen.findByText("0123456789abcdef")).toBeInTheDocument();
});

test("an account is deleted with its password alone", async () => {
  const { user, server } = renderApp({ path: "/settings" });
  server.refuse = (method, path) => (method === "DELETE" && path.endsWith("/me/") ? Response.json({ current_password: ["Invalid password."] }, { status: 400 }) : undefined);
  await user.click(await screen.findByRole("button", { name: "Delete my account" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete my account" });
  await user.type(within(dialog).getByLabelText("Password, to be sure"), "wrong");
  await user.click(within(dialog).getByRole("button", { name: "Delete my account for good" }));
  expect(await within(dialog).findByText("Invalid password.")).toBeInTheDocument();
});

test("the history tells what happened as it happens; a record is deleted after a question", async () => {
  const { user, server, socket } = renderApp({
    path: "/activity",
    prepare: (fake) => (fake.history = [record(2, "profile_updated", { fields: ["about_me"] }), record(1, "login", { agent: "curl/8.14.1", address: "10.0.0.7" })]),
  });
  expect(await screen.findByText("about me")).toBeInTheDocument();
  expect(screen.getByText("curl · 10.0.0.7")).toBeInTheDocument();
  socket()?.accept();
  socket()?.tell({ stream: "me", seq: 1, type: "history_created", data: record(3, "password_changed") });
  expect(await screen.findByText("Password changed", { selector: "p" })).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Delete the record: Signed in" }));
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Delete it" }));
  await waitFor(() => expect(server.history.map(({ id }) => id)).toEqual([2]));
  await user.selectOptions(screen.getByRole("combobox", { name: "What" }), "Signed in");
  await waitFor(() => expect(location.search).toBe("?activity_type=login"));
});
