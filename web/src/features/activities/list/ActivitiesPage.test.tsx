import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderApp } from "@/test/renderApp";

const path = "/activity/dashboard/";

test("the filters are in the address, and asked of the server", async () => {
  const { user, server } = renderApp({ path, prepare: (fake) => void fake.activity({ tags: ["book"] }) });
  await user.type(await screen.findByRole("searchbox", { name: "Name" }), "read");
  await waitFor(() => expect(location.search).toBe("?name=read"));
  await waitFor(() => expect(server.asked.some(({ query }) => query.includes("name=read"))).toBe(true));
  await user.click(screen.getByRole("button", { name: "Clear" }));
  await waitFor(() => expect(location.search).toBe(""));
  expect(screen.getByRole("searchbox", { name: "Name" })).toHaveValue("");
});

test("an empty list says what to do first, one that is filtered away says what else to try", async () => {
  const { user } = renderApp({ path });
  expect(await screen.findByText("Nothing is written down yet")).toBeInTheDocument();
  await user.type(screen.getByRole("searchbox", { name: "Tag" }), "none");
  expect(await screen.findByText("Nothing matches these filters")).toBeInTheDocument();
});

test("export takes what the filters leave", async () => {
  const { user } = renderApp({ path: `${path}?tag=book` });
  await user.click(await screen.findByRole("button", { name: "Export" }));
  expect(await screen.findByRole("menuitem", { name: /CSV/ })).toHaveAttribute("href", "/api/activities/export/?format=csv&tag=book");
});

test("/ goes to the filters, also for those who came by a link", async () => {
  const { user } = renderApp();
  await user.click((await screen.findAllByRole("link", { name: "Activities" }))[0] as HTMLElement);
  const name = await screen.findByRole("searchbox", { name: "Name" });
  await user.keyboard("/");
  expect(name).toHaveFocus();
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});
