import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { FakeServer } from "@/test/fakeServer";
import { renderApp } from "@/test/renderApp";
import { layOutRooms } from "@/test/roomLayout";

beforeEach(layOutRooms);

/** A room of twelve hundred messages, of which the first hundred are read. */
function farBehind(server: FakeServer): void {
  server.chat.room("general");
  for (let n = 0; n < 1200; n += 1) server.chat.say();
  server.chat.unread = [{ id: 1, room: "general", last_seq: 1200, read_seq: 100, unread: 1100 }];
}

const open = () => renderApp({ path: "/chat/general", prepare: farBehind });
const told = (server: FakeServer) => server.asked.filter(({ path }) => path.endsWith("/read/")).map(({ body }) => Number(body.seq));
const newLine = async () => (await screen.findByText("New")).closest("li");

test("who is far behind begins where they stopped reading, and has read what they see from there", async () => {
  const { server } = open();
  expect(await newLine()).toHaveTextContent("line 101");
  expect(screen.queryByText("line 1200")).not.toBeInTheDocument();
  const frame = screen.getByRole("region", { name: "Messages in #general" });
  await waitFor(() => expect(told(server).at(-1)).toBeGreaterThan(100));
  expect(told(server).at(-1)).toBeLessThan(150);
  frame.scrollTop += 800;
  fireEvent.scroll(frame);
  await waitFor(() => expect(told(server).at(-1)).toBeGreaterThanOrEqual(120));
  expect(Math.max(...told(server))).toBeLessThan(200);
});

test("from there the end is one press away, and all is read there", async () => {
  const { server, user } = open();
  await newLine();
  await user.click(screen.getByRole("button", { name: "To the newest" }));
  expect(await screen.findByText("line 1200")).toBeInTheDocument();
  await waitFor(() => expect(told(server).at(-1)).toBe(1200));
});

test("what is said there stands at the end, and one goes on writing", async () => {
  const { server, user } = open();
  await newLine();
  await user.type(screen.getByRole("textbox", { name: "Message #general" }), "hi{Enter}");
  expect(await screen.findByText("hi")).toBeInTheDocument();
  await waitFor(() => expect(server.chat.messages.at(-1)?.content).toBe("hi"));
  const box = screen.getByRole("textbox", { name: "Message #general" });
  await waitFor(() => expect(box).toHaveFocus());
  expect(box).toHaveValue("");
});

test("the mark stays while somebody looks away in the middle of what is new", async () => {
  open();
  await newLine();
  const looks = vi.spyOn(document, "hasFocus").mockReturnValue(false);
  window.dispatchEvent(new Event("blur"));
  looks.mockReturnValue(true);
  window.dispatchEvent(new Event("focus"));
  expect(await newLine()).toHaveTextContent("line 101");
});
