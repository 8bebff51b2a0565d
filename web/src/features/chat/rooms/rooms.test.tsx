import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { FakeServer } from "@/test/fakeServer";
import { renderApp } from "@/test/renderApp";

function withRooms(server: FakeServer) {
  server.chat.room("general", { topic: "All that concerns everybody" });
  server.chat.room("design", { title: "Design", private: true });
  server.chat.room("direct-7-8", { direct: true, private: true });
  server.chat.unread = [{ id: 2, room: "design", last_seq: 5, read_seq: 2, unread: 3 }];
}

const list = () => screen.findByRole("navigation", { name: "Rooms and people" });
const said = (room: string, seq: number, user_id = 8) => ({ id: seq, seq, room, user: "bob", user_id, content: "hello", timestamp: new Date().toISOString(), deleted: false, mentions: [], reactions: [] });

test("rooms and people stand in groups, by title; what is unread is counted, live, at the place and in the title too", async () => {
  const { socket } = renderApp({ path: "/chat", prepare: withRooms });
  const rooms = within(await list());
  await rooms.findByRole("link", { name: "bob" });
  expect(rooms.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual(["/chat/design", "/chat/general", "/chat/direct-7-8"]);
  expect(await rooms.findByRole("link", { name: /Private.*Design.*3 unread/ })).toBeInTheDocument();
  expect((await screen.findAllByRole("link", { name: /Chat.*3 unread/ })).length).toBeGreaterThan(0);
  await waitFor(() => expect(document.title).toBe("(3) Chat · Daybook"));
  socket()?.accept();
  const streams = { "room:general": "e1.4", "room:design": "e1.9", "room:direct-7-8": "e1.0" };
  await waitFor(() => expect(socket()?.sent.some((frame) => "subscribe" in frame)).toBe(true));
  socket()?.tell({ subscribed: streams });
  socket()?.tell({ stream: "room:general", seq: 5, type: "message_created", data: said("general", 1) });
  expect(await rooms.findByRole("link", { name: /general.*1 unread/ })).toBeInTheDocument();
  socket()?.tell({ stream: "room:general", seq: 6, type: "room_updated", data: { id: 1, name: "general", title: "Everybody", topic: "", private: false, direct: false, members: [7, 8], member_count: 2, created_at: "" } });
  expect(await rooms.findByRole("link", { name: /Everybody.*1 unread/ })).toBeInTheDocument();
  socket()?.tell({ stream: "me", seq: 1, type: "room_read", data: { id: 2, room: "design", last_seq: 5, read_seq: 5, unread: 0 } });
  expect(await rooms.findByRole("link", { name: /Private ?Design$/ })).toBeInTheDocument();
  socket()?.tell({ stream: "me", seq: 2, type: "room_deleted", data: { id: 1, name: "general" } });
  await waitFor(() => expect(rooms.queryByRole("link", { name: /Everybody/ })).not.toBeInTheDocument());
});

test("who is in no room is told what to do first; a new room says what it may be called", async () => {
  const { user, server } = renderApp({ path: "/chat" });
  await screen.findByText("You are in no room yet");
  await user.click(screen.getByRole("button", { name: "New room" }));
  const dialog = within(await screen.findByRole("dialog", { name: "New room" }));
  await user.click(dialog.getByRole("button", { name: "Make the room" }));
  expect(await dialog.findByText("This field is required.")).toBeInTheDocument();
  await user.type(dialog.getByLabelText("Name"), "bad/name");
  expect(await dialog.findByText("Only letters without accents, digits, - and _.")).toBeInTheDocument();
  await user.clear(dialog.getByLabelText("Name"));
  await user.type(dialog.getByLabelText("Name"), "our team");
  expect(dialog.getByLabelText("Name")).toHaveValue("our-team");
  server.refuse = (method, path) =>
    method === "POST" && path === "/api/chat/rooms/" ? new Response('{"name":["room with this name already exists."]}', { status: 400 }) : undefined;
  await user.click(dialog.getByRole("button", { name: "Make the room" }));
  expect(await dialog.findByText("room with this name already exists.")).toBeInTheDocument();
});

test("Today shows where something is unread, and what was said last", async () => {
  renderApp({
    path: "/",
    prepare(server) {
      withRooms(server);
      server.chat.say({ room: "design", content: "the build is green" });
    },
  });
  const card = await screen.findByRole("region", { name: "Unread" });
  expect(await within(card).findByText("ben: the build is green")).toBeInTheDocument();
  expect(within(card).getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual(["/chat", "/chat/design"]);
});

test("a list that cannot be read says so, and is read again", async () => {
  const { user, server } = renderApp({
    path: "/chat",
    prepare(fake) {
      withRooms(fake);
      fake.refuse = (_, path) => (path === "/api/chat/rooms/" ? new Response("{}", { status: 500 }) : undefined);
    },
  });
  const failed = await screen.findByRole("alert");
  server.refuse = null;
  await user.click(within(failed).getByRole("button", { name: "Try again" }));
  expect(await within(await list()).findByRole("link", { name: "general" })).toBeInTheDocument();
});

test("messages are looked for after a pause; words are marked, and a result leads to its place", async () => {
  const { user, server } = renderApp({
    path: "/chat?panel=search",
    prepare(fake) {
      withRooms(fake);
      const found = [{ ...said("design", 4), content: "the build is green" }];
      fake.refuse = (_, path) => (path === "/api/chat/search/" ? new Response(JSON.stringify(found)) : undefined);
    },
  });
  const panel = within(await screen.findByRole("dialog", { name: "Search messages" }));
  await user.type(panel.getByRole("searchbox", { name: "Words" }), "GREEN bu");
  const result = await panel.findByRole("link", { name: /build is green/ });
  expect(result).toHaveAttribute("href", "/chat/design?message=4");
  expect([...result.querySelectorAll("mark")].map(({ textContent }) => textContent)).toEqual(["bu", "green"]);
  expect(server.asked.filter(({ path }) => path === "/api/chat/search/").map(({ query }) => new URLSearchParams(query).get("q"))).toEqual(["GREEN bu"]);
  await user.keyboard("{ArrowDown}");
  expect(result).toHaveFocus();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});
