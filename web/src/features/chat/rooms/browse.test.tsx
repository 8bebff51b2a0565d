import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { FakeServer } from "@/test/fakeServer";
import { renderApp } from "@/test/renderApp";

/** More rooms than one request answers, most of them private; the oldest are about gardens. */
function manyRooms(server: FakeServer): void {
  const about = (n: number) => (n <= 3 ? { topic: "All about gardens" } : { private: n < 1160 });
  for (let n = 1; n <= 1203; n += 1) server.chat.room(`room-${n}`, { members: [8], ...about(n) });
}

const asked = (server: FakeServer) => server.asked.filter(({ path, query }) => path === "/api/chat/rooms/" && query.includes("limit")).map(({ query }) => query);
const browse = () => renderApp({ path: "/chat?panel=browse", prepare: manyRooms });
const dialog = async () => within(await screen.findByRole("dialog", { name: "Browse rooms" }));

test("whoever types finds the oldest rooms too", async () => {
  const { server, user } = browse();
  const { findByText, getAllByRole, getByRole } = await dialog();
  await findByText("room-1203");
  expect(asked(server)).toEqual(["?limit=500"]);
  await user.type(getByRole("searchbox"), "gardens");
  await findByText("room-1");
  expect(getAllByRole("link")).toHaveLength(3);
  await user.type(getByRole("searchbox"), "nowhere");
  expect(await findByText("No room matches")).toBeInTheDocument();
  expect(asked(server)).toEqual(["?limit=500", "?limit=500&before=704", "?limit=500&before=204"]);
});

test("more rooms come as the end of the list is scrolled to", async () => {
  let see: () => void = () => undefined;
  window.IntersectionObserver = class extends window.IntersectionObserver {
    constructor(tell: IntersectionObserverCallback) {
      super(tell);
      see = () => tell([{ isIntersecting: true } as IntersectionObserverEntry], this);
    }
  };
  const { server } = browse();
  const { findByText } = await dialog();
  await findByText("Reading more rooms…");
  act(() => see());
  await waitFor(() => expect(asked(server)).toHaveLength(2));
});
