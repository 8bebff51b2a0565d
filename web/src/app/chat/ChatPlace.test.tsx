import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Notification } from "@/api/schema";
import type { FakeServer } from "@/test/fakeServer";
import { renderApp } from "@/test/renderApp";
import { layOutRooms } from "@/test/roomLayout";

beforeEach(layOutRooms);

function mention(id: number, message: number, fields: Partial<Notification> = {}): Notification {
  const now = new Date().toISOString();
  const title = "ben mentioned you in #general";
  return { id, kind: "mention", task: null, room: "general", message, title, instant: now, created_at: now, read: false, ...fields };
}

/** Five messages in a room, of which three are unread; two of all name me. */
function withMentions(server: FakeServer): void {
  server.chat.room("general");
  server.chat.room("den");
  for (let n = 0; n < 5; n += 1) server.chat.say();
  server.chat.unread = [{ id: 1, room: "general", last_seq: 5, read_seq: 2, unread: 3 }];
  server.notifications = [mention(3, 1003), mention(2, 1001), mention(1, 1004, { room: "den" })];
}

const bell = (name: string) => screen.findAllByRole("button", { name });
const readOf = (server: FakeServer) => server.notifications.filter(({ read }) => read).map(({ id }) => id);

test("a mention counts once in the title: as the message that it is, while that is unread", async () => {
  renderApp({ path: "/logs", prepare: withMentions });
  await bell("Notifications, 3 unread");
  // Three messages, two of which are mentions as far as can be known, and the mention in the other room.
  await waitFor(() => expect(document.title).toBe("(4) Logs · Daybook"));
});

test("who reads a room has read its mentions, and no others", async () => {
  const { server } = renderApp({ path: "/chat/general", prepare: withMentions });
  await bell("Notifications, 1 unread");
  await waitFor(() => expect(readOf(server)).toEqual([3, 2]));
  await waitFor(() => expect(document.title).toMatch(/^\(1\) /));
});

test("a mention is read as it comes, while somebody looks", async () => {
  const { server, socket } = renderApp({ path: "/chat/general", prepare: withMentions });
  await bell("Notifications, 1 unread");
  socket()?.accept();
  const said = server.chat.say({ mentions: [7] });
  const told = mention(4, said.id);
  server.notifications = [told, ...server.notifications];
  socket()?.tell({ stream: "me", seq: 1, type: "notification_created", data: told });
  socket()?.tell({ stream: "room:general", seq: 1, type: "message_created", data: said });
  await waitFor(() => expect(readOf(server)).toContain(4));
  await bell("Notifications, 1 unread");
  // Nobody is told of what they see.
  expect(screen.queryByText("ben mentioned you in #general")).not.toBeInTheDocument();
});

test("nothing is read while nobody looks; then it is", async () => {
  const looks = vi.spyOn(document, "hasFocus").mockReturnValue(false);
  const { server } = renderApp({ path: "/chat/general", prepare: withMentions });
  await screen.findByText("line 5");
  await bell("Notifications, 3 unread");
  expect(server.asked.filter(({ method }) => method !== "GET")).toEqual([]);
  looks.mockReturnValue(true);
  window.dispatchEvent(new Event("focus"));
  await waitFor(() => expect(readOf(server)).toEqual([3, 2]));
});

test("a mention that was taken back meanwhile is forgotten, and nothing is told of it", async () => {
  const { server } = renderApp({
    path: "/chat/general",
    prepare(fake) {
      withMentions(fake);
      fake.refuse = (method, path) => (method === "PATCH" && path === "/api/notifications/3/" ? Response.json({ detail: "Not found." }, { status: 404 }) : undefined);
    },
  });
  await waitFor(() => expect(readOf(server)).toEqual([2]));
  await bell("Notifications, 1 unread");
  expect(server.asked.filter(({ path }) => path === "/api/notifications/3/")).toHaveLength(1);
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});
