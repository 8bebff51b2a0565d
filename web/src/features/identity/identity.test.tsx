import { screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { Session } from "@/api/schema";
import { renderApp } from "@/test/renderApp";

const posted = () => vi.spyOn(HTMLFormElement.prototype, "submit").mockImplementation(() => undefined);
const nobody = { user: null };

function session(id: number, current = false): Session {
  const now = new Date().toISOString();
  return { id, kind: "browser", created_at: now, last_seen: now, expires_at: now, address: "10.0.0.7", agent: "curl/8.14.1", current };
}

test("signing up is checked here first, then posted as HTML posts it", async () => {
  const submit = posted();
  const { user } = renderApp({ path: "/registration", boot: nobody });
  await user.type(await screen.findByLabelText("Username"), "ann");
  await user.type(screen.getByLabelText("Password"), "12345678");
  await user.type(screen.getByLabelText("Password again"), "else");
  await user.click(screen.getByRole("button", { name: "Sign up" }));
  expect(await screen.findByText("This password is entirely numeric.")).toBeInTheDocument();
  expect(screen.getByText("Passwords do not match.")).toBeInTheDocument();
  expect(submit).not.toHaveBeenCalled();

  await user.clear(screen.getByLabelText("Password"));
  await user.type(screen.getByLabelText("Password"), "correct horse battery");
  expect(screen.getByRole("meter", { name: "Password strength" })).toHaveAttribute("aria-valuetext", "Strong");
  await user.clear(screen.getByLabelText("Password again"));
  await user.type(screen.getByLabelText("Password again"), "correct horse battery");
  await user.click(screen.getByRole("button", { name: "Sign up" }));
  await waitFor(() => expect(submit).toHaveBeenCalledOnce());
  const form = new FormData(submit.mock.contexts[0] as HTMLFormElement);
  expect([...form.keys()]).toEqual(["csrfmiddlewaretoken", "next", "username", "email", "password", "password2"]);
  expect(form.get("csrfmiddlewaretoken")).toBe("token");
});

test("what the server said of a form stands under its field until that is changed", async () => {
  const form = { errors: { username: ["A user with that username already exists."] }, values: { username: "ann" } };
  const { user } = renderApp({ path: "/registration", boot: { ...nobody, form } });
  const username = await screen.findByLabelText("Username");
  expect(username).toHaveValue("ann");
  expect(username).toHaveFocus();
  expect(username).toHaveAccessibleDescription(/already exists/);
  await user.type(username, "e");
  expect(username).not.toHaveAccessibleDescription(/already exists/);
});

test("who is not signed in is asked to, and told why", async () => {
  renderApp({ path: "/settings", boot: { ...nobody, messages: [{ level: "info", text: "You were signed out." }] } });
  expect(await screen.findByRole("heading", { name: "Sign in" })).toBeInTheDocument();
  expect(location.search).toBe("?next=%2Fsettings");
  expect(screen.getByText("You were signed out.")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Forgot your password?" })).toHaveAttribute("href", "/password/reset");
});

test("a session can be ended, and all others at once after a question", async () => {
  const { user, server } = renderApp({
    path: "/settings",
    prepare: (fake) => (fake.sessions = [session(1, true), session(2), session(3)]),
  });
  const [first] = await screen.findAllByRole("button", { name: "End curl" });
  expect(screen.getByText("this one")).toBeInTheDocument();
  await user.click(first as HTMLElement);
  await waitFor(() => expect(server.sessions).toHaveLength(2));
  await waitFor(() => expect(screen.getAllByRole("button", { name: "End curl" })).toHaveLength(1));
  await user.click(screen.getByRole("button", { name: "Sign out everywhere else" }));
  const dialog = await screen.findByRole("dialog", { name: "Sign out everywhere else" });
  await user.click(within(dialog).getByRole("button", { name: "Sign out everywhere else" }));
  await waitFor(() => expect(server.sessions.map(({ id }) => id)).toEqual([1]));
  expect(await screen.findByText("No other sessions")).toBeInTheDocument();
});

test("the server's objections to a new password stand under it", async () => {
  const { user, server } = renderApp({ path: "/settings" });
  server.refuse = (_, path) =>
    path.endsWith("set_password/") ? Response.json({ new_password: ["This password is too common."] }, { status: 400 }) : undefined;
  await user.type(await screen.findByLabelText("Current password"), "old");
  await user.type(screen.getByLabelText("New password"), "password1");
  await user.click(screen.getByRole("button", { name: "Change password" }));
  expect(await screen.findByText("This password is too common.")).toBeInTheDocument();
});
