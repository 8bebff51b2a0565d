import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Notification as Told } from "@/api/schema";
import { renderApp } from "@/test/renderApp";

const told = (id: number, fields: Partial<Told> = {}): Told => {
  const now = new Date().toISOString();
  return { id, kind: "reminder", task: 41, room: null, message: null, title: "pay rent", instant: now, created_at: now, read: false, ...fields };
};
const bell = (name: string) => screen.findAllByRole("button", { name });

afterEach(() => vi.useRealTimers());

test("the bell counts what is unread, and the title with it; both fall when it is read in another tab", async () => {
  const { server, socket } = renderApp({ path: "/logs", prepare: (fake) => (fake.notifications = [told(1), told(2, { read: true })]) });
  await bell("Notifications, 1 unread");
  await waitFor(() => expect(document.title).toBe("(1) Logs · Daybook"));
  expect(server.asked.filter(({ path }) => path === "/api/notifications/")).toHaveLength(1);
  socket()?.accept();
  socket()?.tell({ stream: "me", seq: 1, type: "notification_created", data: told(3) });
  await bell("Notifications, 2 unread");
  socket()?.tell({ stream: "me", seq: 2, type: "notification_updated", data: told(1, { read: true }) });
  socket()?.tell({ stream: "me", seq: 3, type: "notification_updated", data: told(3, { read: true }) });
  await bell("Notifications");
  await waitFor(() => expect(document.title).toBe("Logs · Daybook"));
});

test("one leads to its task and is read then; the others are read at once, and one is made unread again", async () => {
  const { user, server } = renderApp({
    path: "/logs",
    prepare: (fake) => {
      fake.task({ id: 41, title: "pay rent" });
      fake.notifications = [told(3, { title: "call mum", kind: "due" }), told(2, { title: "water the plants" }), told(1)];
    },
  });
  await bell("Notifications, 3 unread");
  await user.keyboard("b");
  const panel = await screen.findByRole("dialog", { name: "Notifications" });
  await user.click(await within(panel).findByRole("link", { name: /pay rent/ }));
  expect(await screen.findByRole("dialog", { name: "Task" })).toBeInTheDocument();
  await waitFor(() => expect(server.notifications.map(({ read }) => read)).toEqual([false, false, true]));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  await user.click((await bell("Notifications, 2 unread"))[0] as HTMLElement);
  await user.click(await screen.findByRole("button", { name: "Mark all as read" }));
  await waitFor(() => expect(server.notifications.every(({ read }) => read)).toBe(true));
  await bell("Notifications");
  await user.click(screen.getByRole("button", { name: "Mark as unread: call mum" }));
  await waitFor(() => expect(server.notifications.map(({ read }) => read)).toEqual([false, true, true]));
});

test("a mention leads to its message", async () => {
  const mention = told(1, { kind: "mention", task: null, room: "den", message: 7, title: "ann mentioned you in #den" });
  const { user } = renderApp({ path: "/logs", prepare: (fake) => (fake.notifications = [mention]) });
  await user.click((await bell("Notifications, 1 unread"))[0] as HTMLElement);
  expect(await screen.findByRole("link", { name: /ann mentioned you in #den/ })).toHaveAttribute("href", "/chat/den?message=7");
});

test("nothing to tell says when there will be", async () => {
  const { user } = renderApp({ path: "/logs" });
  await user.click((await bell("Notifications"))[0] as HTMLElement);
  expect(await screen.findByText("Nothing to tell")).toBeInTheDocument();
});

function stubSystem(permission: NotificationPermission) {
  const shown: string[] = [];
  const asked = vi.fn<() => Promise<NotificationPermission>>();
  const show = vi.fn(function (title: string) {
    shown.push(title);
  });
  const system = Object.assign(show, { permission, requestPermission: asked });
  asked.mockImplementation(() => Promise.resolve((system.permission = "granted")));
  vi.stubGlobal("Notification", system);
  return { shown, asked };
}

test("the system is asked only when it is switched on; what another tab told, or is old, is not told", async () => {
  const { shown, asked } = stubSystem("default");
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
  const { user, socket } = renderApp({ path: "/settings" });
  const on = await screen.findByRole("button", { name: "Switch on" });
  expect(asked).not.toHaveBeenCalled();
  await user.click(on);
  expect(await screen.findByText("They are on.")).toBeInTheDocument();
  socket()?.accept();
  localStorage.setItem("daybook.told", "[1]");
  vi.useFakeTimers();
  const tell = (seq: number, data: Told) => socket()?.tell({ stream: "me", seq, type: "notification_created", data });
  tell(1, told(1, { title: "told elsewhere" }));
  tell(2, told(2, { title: "of last night", created_at: new Date(Date.now() - 3_600_000).toISOString() }));
  tell(3, told(3, { title: "call mum" }));
  await vi.advanceTimersByTimeAsync(2000);
  expect(shown).toEqual(["call mum"]);
});

test("who looks at the tab is told by a notice; a browser that refuses says so", async () => {
  const { shown } = stubSystem("denied");
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
  const { socket } = renderApp({ path: "/settings" });
  expect(await screen.findByText(/This browser was told to refuse them/)).toBeInTheDocument();
  socket()?.accept();
  socket()?.tell({ stream: "me", seq: 1, type: "notification_created", data: told(1, { title: "call mum" }) });
  expect(await screen.findByText("call mum")).toBeInTheDocument();
  expect(shown).toEqual([]);
});
