import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderApp } from "@/test/renderApp";

test("the address of my calendar is shown once, renewed and ended", async () => {
  const { user, server } = renderApp({ path: "/settings" });
  const card = await screen.findByRole("region", { name: "Calendar of my tasks" });
  expect(await within(card).findByText("There is no address yet.")).toBeInTheDocument();
  await user.click(within(card).getByRole("button", { name: "Make an address" }));
  expect(await within(card).findByText(`${location.origin}/api/tasks/calendar.ics?key=k1`)).toBeInTheDocument();
  expect(await within(card).findByRole("button", { name: "Make another" })).toBeInTheDocument();
  await user.click(within(card).getByRole("button", { name: "End it" }));
  await waitFor(() => expect(server.calendarKey).toBeNull());
  expect(await within(card).findByText("There is no address yet.")).toBeInTheDocument();
});
