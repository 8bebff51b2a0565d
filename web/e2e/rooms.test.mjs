// Two people and their rooms: made, found, entered, left, deleted; written to alone; what is unread, and what was said.
// Not here: what happens in a room (chat.test.mjs).
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertCalm, newDevice, screenshot } from "./support/browser.mjs";
import { browser, server } from "./support/house.mjs";
import { ask, signIn, signUp } from "./support/people.mjs";

const rooms = (page) => page.getByRole("navigation", { name: "Rooms and people" });
const places = (page) => page.getByRole("navigation", { name: "Places" });
const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const say = (page, room, content) => ask(page, "POST", `/api/chat/rooms/${room}/messages/`, { content });
const live = (page) => page.getByText("Live", { exact: true }).waitFor();

async function fromMenu(page, button, item) {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("two people and their rooms", async (t) => {
  const [laptop, desk] = [await newDevice(browser, server.url), await newDevice(browser, server.url)];
  const [ann, ben] = [await laptop.newPage(), await desk.newPage()];
  await signUp(ann, "ann");
  await signUp(ben, "ben");

  await t.test("who is in no room is told what to do first", async () => {
    await ann.goto("/chat");
    await ann.getByText("You are in no room yet").waitFor();
    await screenshot(ann, "rooms-none");
  });

  await t.test("a room is made; what it may not be called is said before", async () => {
    await ann.getByRole("button", { name: "New room", exact: true }).click();
    const dialog = ann.getByRole("dialog", { name: "New room" });
    await dialog.getByLabel("Name", { exact: true }).fill("design/team");
    await dialog.getByRole("button", { name: "Make the room" }).click();
    await dialog.getByText("Only letters without accents, digits, - and _.").waitFor();
    await dialog.getByLabel("Name", { exact: true }).fill("");
    await dialog.getByLabel("Name", { exact: true }).pressSequentially("design team");
    await dialog.getByLabel("Title (optional)").fill("Design");
    await dialog.getByLabel("Topic (optional)").fill("Paper, one red rule");
    await screenshot(ann, "rooms-new");
    await dialog.getByRole("button", { name: "Make the room" }).click();
    await heading(ann, "Design").waitFor();
    assert.equal(new URL(ann.url()).pathname, "/chat/design-team");
    await rooms(ann).getByRole("link", { name: "Design" }).waitFor();
  });

  await t.test("the other finds it among the public ones, looks, and enters it", async () => {
    await ben.goto("/chat");
    await live(ben);
    await ben.getByRole("button", { name: "Browse rooms" }).click();
    const dialog = ben.getByRole("dialog", { name: "Browse rooms" });
    await dialog.getByRole("searchbox").fill("red rule");
    await dialog.getByRole("link", { name: /Design/ }).waitFor();
    await ben.keyboard.press("ArrowDown");
    await ben.keyboard.press("Enter");
    await heading(ben, "Design").waitFor();
    await ben.getByRole("button", { name: "Join", exact: true }).click();
    await rooms(ben).getByRole("link", { name: "Design" }).waitFor();
    await ann.getByRole("button", { name: "2 members" }).waitFor();
  });

  await t.test("a private room is made with somebody, who sees it at once", async () => {
    await fromMenu(ann, "New room or message", "New room");
    const dialog = ann.getByRole("dialog", { name: "New room" });
    await dialog.getByLabel("Name", { exact: true }).fill("den");
    await dialog.getByLabel("Private").check();
    await dialog.getByRole("combobox", { name: "Add somebody" }).fill("be");
    await dialog.getByRole("option", { name: "ben" }).click();
    await screenshot(ann, "rooms-private");
    await dialog.getByRole("button", { name: "Make the room" }).click();
    await heading(ann, "den").waitFor();
    await rooms(ben).getByRole("link", { name: /den/ }).getByRole("img", { name: "Private" }).waitFor();
  });

  await t.test("what is said elsewhere is counted: at the place, in the list, in the title, on Today", async () => {
    await ben.goto("/");
    await live(ben);
    await say(ann, "den", "the build is green again");
    await places(ben).getByRole("link", { name: "Chat 1 unread" }).waitFor();
    const card = ben.getByRole("region", { name: "Unread" });
    await card.getByText("ann: the build is green again").waitFor();
    await say(ann, "den", "and fast");
    await card.getByText("ann: and fast").waitFor();
    await ben.waitForFunction(() => document.title.startsWith("(2) "));
    await screenshot(ben, "rooms-today");
    await card.getByRole("link", { name: /den/ }).click();
    await heading(ben, "den").waitFor();
    await places(ben).getByRole("link", { name: "Chat", exact: true }).waitFor();
    await ben.waitForFunction(() => !document.title.startsWith("("));
    await say(ann, "design-team", "paper has come");
    await rooms(ben).getByRole("link", { name: "Design 1 unread" }).waitFor();
    await screenshot(ben, "rooms-unread");
  });

  await t.test("what is read in one tab is read in the other; a reload says the same", async () => {
    const second = await desk.newPage();
    await second.goto("/logs");
    await places(second).getByRole("link", { name: "Chat 1 unread" }).waitFor();
    await live(second);
    await rooms(ben).getByRole("link", { name: /Design/ }).click();
    await places(second).getByRole("link", { name: "Chat", exact: true }).waitFor();
    await second.reload();
    await live(second);
    await places(second).getByRole("link", { name: "Chat", exact: true }).waitFor();
    await second.close();
  });

  await t.test("one writes to the other alone; it is called by name on both sides", async () => {
    await fromMenu(ben, "New room or message", "Direct message");
    const dialog = ben.getByRole("dialog", { name: "Direct message" });
    await dialog.getByRole("combobox").fill("an");
    await dialog.getByRole("option", { name: "ann" }).click();
    await heading(ben, "ann").waitFor();
    const { pathname } = new URL(ben.url());
    await say(ben, pathname.split("/").at(-1), "psst");
    await rooms(ann).getByRole("list", { name: "Direct messages" }).getByRole("link", { name: /^ben .*1 unread$/ }).click();
    await heading(ann, "ben").waitFor();
    assert.equal(new URL(ann.url()).pathname, pathname);
  });

  await t.test("Alt and an arrow go to the next room, also while one writes", async () => {
    await rooms(ann).getByRole("link", { name: "den" }).click();
    await heading(ann, "den").waitFor();
    await ann.locator("main textarea").click();
    await ann.keyboard.press("Alt+ArrowDown");
    await heading(ann, "Design").waitFor();
    await ann.keyboard.press("Alt+ArrowUp");
    await heading(ann, "den").waitFor();
  });

  await t.test("who is named is told, and led to the message", async () => {
    await ben.goto("/tasks");
    await live(ben);
    await say(ann, "den", "@ben look at this");
    await ben.getByRole("button", { name: "Notifications, 1 unread" }).waitFor();
    await ben.keyboard.press("b");
    const panel = ben.getByRole("dialog", { name: "Notifications" });
    await screenshot(ben, "rooms-mention");
    await panel.getByRole("link", { name: /ann/ }).click();
    await ben.getByRole("article").filter({ hasText: "look at this" }).waitFor();
    await ben.locator("article mark", { hasText: "@ben" }).waitFor();
    await ben.getByRole("button", { name: "Notifications", exact: true }).waitFor();
  });

  await t.test("who reads the room in which they are named has read that too, in every tab", async () => {
    const tab = await desk.newPage();
    await tab.goto("/tasks");
    await live(tab);
    await ben.goto("/chat/den");
    await live(ben);
    await say(ann, "den", "@ben and at this");
    await ben.getByRole("article").filter({ hasText: "and at this" }).waitFor();
    await ben.waitForFunction(async () => {
      const told = await (await fetch("/api/notifications/")).json();
      return told.length === 2 && told.every(({ read }) => read);
    });
    for (const page of [ben, tab]) await page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
    assert.equal(await ben.getByText(/mentioned you/).count(), 0, "nobody is told of what they see");
    await tab.close();
  });

  await t.test("what was said is found by its words, and gone to", async () => {
    await ben.goto("/chat/design-team");
    await heading(ben, "Design").waitFor();
    await ben.getByRole("button", { name: "Search messages" }).first().click();
    const panel = ben.getByRole("dialog", { name: "Search messages" });
    await panel.getByRole("searchbox", { name: "Words" }).fill("GREEN bui");
    const found = panel.getByRole("link", { name: /the build is green again/ });
    await found.waitFor();
    assert.deepEqual(await found.locator("mark").allTextContents(), ["bui", "green"]);
    await screenshot(ben, "rooms-search");
    await panel.getByRole("combobox", { name: "In", exact: true }).selectOption("Design");
    await panel.getByText("Nothing was said with these words").waitFor();
    await panel.getByRole("combobox", { name: "In", exact: true }).selectOption("All rooms");
    await found.waitFor();
    await panel.getByRole("searchbox", { name: "Words" }).focus();
    await ben.keyboard.press("ArrowDown");
    await ben.keyboard.press("Enter");
    await ben.waitForURL(/\/chat\/den\?message=\d+$/);
    await ben.getByRole("article").filter({ hasText: "the build is green again" }).waitFor();
    await ben.keyboard.press("/");
    await panel.waitFor();
    await ben.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
  });

  await t.test("the palette goes to a room", async () => {
    await ben.keyboard.press("Control+k");
    await ben.getByRole("combobox", { name: "Find or do anything" }).fill("room design");
    await ben.getByRole("option", { name: "Go to the room Design" }).waitFor();
    await ben.keyboard.press("Enter");
    await heading(ben, "Design").waitFor();
  });

  await t.test("its title is changed for all", async () => {
    await ann.goto("/chat/design-team");
    await fromMenu(ann, "More", "Title and topic");
    await ann.getByRole("dialog").getByLabel("Title (optional)").fill("Design & print");
    await ann.getByRole("button", { name: "Save" }).click();
    await heading(ben, "Design & print").waitFor();
    await rooms(ben).getByRole("link", { name: "Design & print" }).waitFor();
  });

  await t.test("a phone has the list, then the room", async () => {
    const phone = await newDevice(browser, server.url, { viewport: { width: 360, height: 740 } });
    const page = await phone.newPage();
    await signIn(page, "ben");
    await say(ann, "den", "for the phone");
    await places(page).getByRole("link", { name: /Chat/ }).click();
    await rooms(page).getByRole("link", { name: /den/ }).waitFor();
    await screenshot(page, "rooms-phone");
    await rooms(page).getByRole("link", { name: /den/ }).click();
    await heading(page, "den").waitFor();
    await screenshot(page, "rooms-phone-room");
    await page.getByRole("link", { name: "Rooms", exact: true }).click();
    await rooms(page).waitFor();
    assertCalm(phone);
    await phone.close();
  });

  await t.test("one leaves a room, and can come back to a public one", async () => {
    await ben.goto("/chat/design-team");
    await fromMenu(ben, "More", "Leave the room");
    await ben.getByRole("dialog").getByText("You can join again at any time.").waitFor();
    await screenshot(ben, "rooms-leave");
    await ben.getByRole("dialog").getByRole("button", { name: "Leave the room" }).click();
    await rooms(ben).getByRole("link", { name: /Design/ }).waitFor({ state: "detached" });
    await ben.goto("/chat/design-team");
    await ben.getByRole("button", { name: "Join", exact: true }).waitFor();
  });

  await t.test("who made a room deletes it for all", async () => {
    await ben.goto("/chat/den");
    await heading(ben, "den").waitFor();
    await live(ben);
    await ann.goto("/chat/den");
    await fromMenu(ann, "More", "Delete the room");
    await ann.getByRole("dialog").getByRole("button", { name: "Delete the room" }).click();
    for (const page of [ann, ben]) {
      await page.waitForURL((url) => url.pathname === "/chat", { waitUntil: "commit" });
      await rooms(page).getByRole("link", { name: /den/ }).waitFor({ state: "detached" });
    }
    await screenshot(ben, "rooms-deleted");
  });

  // A room that is no more is asked for once more.
  for (const device of [laptop, desk]) assertCalm(device, /404/);
});
