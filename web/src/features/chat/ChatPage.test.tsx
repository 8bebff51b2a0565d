import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { ChatMessage } from "@/api/schema";
import type { FakeServer } from "@/test/fakeServer";
import { renderApp } from "@/test/renderApp";
import { layOutRooms } from "@/test/roomLayout";

const path = "/chat/general";
const box = () => screen.findByRole("textbox", { name: "Message #general" });
const row = async (words: string) => {
  const found = (await screen.findByText(words)).closest("article");
  if (!found) throw new Error(`${words} is no message`);
  return within(found);
};
const shown = () => screen.queryAllByRole("article").map((article) => article.textContent.replace(/.*(line \d+|hi).*/, "$1"));

function withLines(count: number) {
  return (server: FakeServer) => {
    server.chat.room("general");
    for (let n = 0; n < count; n += 1) server.chat.say();
  };
}

function open(prepare: (server: FakeServer) => void, at = path) {
  const app = renderApp({ path: at, prepare });
  let seq = app.server.chat.seq;
  /** The stream of the room tells something. */
  const tell = (type: string, data: unknown) => app.socket()?.tell({ stream: "room:general", seq: (seq += 1), type, data });
  return { ...app, tell };
}

beforeEach(layOutRooms);

test("an empty room says how to begin; what is said stands there at once, and once", async () => {
  const { user, server, tell, socket } = open(withLines(0));
  expect(await screen.findByText("Nothing is said here yet")).toBeInTheDocument();
  socket()?.accept();
  let answer: (response: Response) => void = () => undefined;
  const held = new Promise<Response>((resolve) => (answer = resolve));
  const { fetch } = server;
  vi.stubGlobal("fetch", async (...args: Parameters<typeof fetch>) => {
    const isSaid = (args[0] as Request).url.endsWith("/messages/");
    const response = await fetch(...args);
    return isSaid ? held.then(() => response) : response;
  });
  await user.type(await box(), "hi{Enter}");
  expect((await row("hi")).getByRole("img", { name: "waiting to be sent" })).toBeInTheDocument();
  await waitFor(() => expect(server.chat.messages).toHaveLength(1));
  tell("message_created", server.chat.messages[0]);
  await waitFor(() => expect(screen.queryByRole("img", { name: "waiting to be sent" })).not.toBeInTheDocument());
  answer(new Response());
  await waitFor(() => expect(shown()).toEqual(["hi"]));
  expect(server.chat.messages[0]?.client_id).toMatch(/^[0-9a-f]{32}$/);
  expect(await box()).toHaveValue("");
});

test("what the server refuses stays, with its reason, to be tried again or discarded", async () => {
  const { user, server } = open(withLines(1));
  server.refuse = (method, at) => (method === "POST" && at.endsWith("messages/") ? Response.json({ detail: "You are not in it." }, { status: 403 }) : undefined);
  await user.type(await box(), "hi{Enter}");
  expect(await screen.findByText("Not sent: You are not in it.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Not sent: You are not in it.")).toBeInTheDocument();
  server.refuse = null;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(server.chat.messages.map(({ content }) => content)).toEqual(["line 1", "hi"]));
  const tries = server.asked.filter(({ method, path: at }) => method === "POST" && at.endsWith("messages/"));
  expect(new Set(tries.map(({ body }) => body.client_id)).size).toBe(1);
});

test("what others say, change and take back comes as they do it; a reset reads it again", async () => {
  const { server, tell, socket } = open(withLines(2));
  await screen.findByText("line 2");
  socket()?.accept();
  const third = server.chat.say();
  tell("message_created", third);
  await waitFor(() => expect(shown()).toEqual(["line 1", "line 2", "line 3"]));
  tell("message_updated", { ...third, content: "line 33", edited_at: third.timestamp } satisfies ChatMessage);
  expect((await row("line 33")).getByText("edited")).toBeInTheDocument();
  tell("message_deleted", { ...third, content: "", deleted: true });
  expect(await screen.findByText("This message was deleted")).toBeInTheDocument();
  server.chat.say({ content: "line 44" });
  server.chat.seq = 9;
  socket()?.tell({ reset: "room:general" });
  expect(await screen.findByText("line 44")).toBeInTheDocument();
});

test("older messages are read as they are needed, and join without a gap or a double", async () => {
  const { server } = open(withLines(120));
  const frame = await screen.findByRole("region", { name: "Messages in #general" });
  await screen.findByText("line 120");
  const pages = () => server.asked.filter(({ path: at }) => at === "/api/chat/rooms/general/messages/").map(({ query }) => query);
  expect(pages()).toEqual(["?limit=50"]);
  const upTo = async (line: string) => {
    frame.scrollTop = 1;
    fireEvent.scroll(frame);
    frame.scrollTop = 0;
    fireEvent.scroll(frame);
    await screen.findByText(line);
  };
  await upTo("line 71");
  await waitFor(() => expect(pages()).toHaveLength(2));
  await upTo("line 21");
  await waitFor(() => expect(pages()).toEqual(["?limit=50", "?before=1070&limit=50", "?before=1020&limit=50"]));
  await upTo("line 1");
  const numbers = shown().map((line) => Number(line.slice(5)));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

test("a link leads to the message; one that is not there leads to the end", async () => {
  const { server } = open(withLines(120), `${path}?message=1059`);
  await waitFor(() => expect(server.asked.filter(({ path: at }) => at.endsWith("/messages/")).map(({ query }) => query)).toContain("?after=1059&limit=25"));
  history.pushState(null, "", `${path}?message=5`);
  window.dispatchEvent(new PopStateEvent("popstate"));
  expect(await screen.findByText("That message is not there any more")).toBeInTheDocument();
  await waitFor(() => expect(location.search).toBe(""));
});

test("Up changes what I said last, Esc leaves it; a deletion is asked for", async () => {
  const { user, server } = open((fake) => {
    withLines(1)(fake);
    fake.chat.say({ user: "ann", user_id: 7, content: "tpyo" });
  });
  await screen.findByText("tpyo");
  await user.type(await box(), "{ArrowUp}");
  expect(await box()).toHaveValue("tpyo");
  await user.keyboard("{Escape}");
  expect(await box()).toHaveValue("");
  await user.type(await box(), "{ArrowUp}");
  await user.clear(await box());
  await user.type(await box(), "typo{Enter}");
  await waitFor(() => expect(server.chat.messages[1]?.content).toBe("typo"));
  await user.click((await row("typo")).getByRole("button", { name: "More", hidden: true }));
  await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("This message was deleted")).toBeInTheDocument();
  await waitFor(() => expect(server.chat.messages[1]?.deleted).toBe(true));
});

test("a text that is too long is told before it is sent", async () => {
  const { user } = open(withLines(1));
  await user.click(await box());
  await user.paste("x".repeat(3990));
  expect(await screen.findByText("10 characters left")).toBeInTheDocument();
  await user.paste("x".repeat(11));
  expect(await screen.findByText("1 character too many")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();
});

test("who is here and who types is told, and what is not known of others", async () => {
  const { socket } = open(withLines(1));
  await screen.findByText("line 1");
  socket()?.accept();
  const users = [{ id: 7, username: "ann" }, { id: 8, username: "ben" }];
  socket()?.tell({ presence: { stream: "room:general", users, degraded: true } });
  const here = within(await screen.findByRole("region", { name: "Here now" }));
  expect(here.getByText("ben")).toBeInTheDocument();
  expect(here.getByText("Some people may be missing for the moment.")).toBeInTheDocument();
  for (const user of users) socket()?.tell({ typing: { stream: "room:general", user, typing: true } });
  expect(await screen.findByText("ben is typing…")).toBeInTheDocument();
  socket()?.tell({ typing: { stream: "room:general", user: users[1], typing: false } });
  await waitFor(() => expect(screen.queryByText("ben is typing…")).not.toBeInTheDocument());
});

test("a room that is deleted is left, and told; one that is not there says so", async () => {
  const { server, tell, socket, user } = open(withLines(1));
  await screen.findByText("line 1");
  socket()?.accept();
  server.chat.rooms = [];
  tell("room_deleted", { id: 1, name: "general" });
  expect(await screen.findByText("The room #general was deleted")).toBeInTheDocument();
  await waitFor(() => expect(location.pathname).toBe("/chat"));
  history.pushState(null, "", "/chat/nowhere");
  window.dispatchEvent(new PopStateEvent("popstate"));
  await user.click(await screen.findByRole("link", { name: "To the rooms" }));
  expect(location.pathname).toBe("/chat");
});

test("a room that is no more is left also when only the list of my rooms has heard of it", async () => {
  const { server, socket } = open(withLines(1));
  await screen.findByText("line 1");
  socket()?.accept();
  server.chat.rooms = [];
  socket()?.tell({ stream: "me", seq: server.seq + 1, type: "room_deleted", data: { id: 1, name: "general" } });
  await waitFor(() => expect(location.pathname).toBe("/chat"));
  expect(await screen.findByText("You are not in #general any more")).toBeInTheDocument();
});

test("what is new to me is marked, and read when I saw its end", async () => {
  const { server } = open((fake) => {
    withLines(5)(fake);
    fake.chat.unread = [{ id: 1, room: "general", last_seq: 5, read_seq: 3, unread: 2 }];
  });
  expect(await screen.findByText("New")).toBeInTheDocument();
  expect(screen.getByText("New").closest("li")).toHaveTextContent("line 4");
  await waitFor(() => expect(server.asked.find(({ path: at }) => at === "/api/chat/rooms/general/read/")?.body).toEqual({ seq: 5 }));
});

test("k walks up through the messages; after a g it leads to Tasks, as everywhere", async () => {
  const { user } = open(withLines(3));
  await screen.findByText("line 3");
  await user.keyboard("k");
  await waitFor(() => expect(screen.getAllByRole("article")).toContain(document.activeElement));
  await user.keyboard("gk");
  await waitFor(() => expect(location.pathname).toBe("/tasks"));
});
