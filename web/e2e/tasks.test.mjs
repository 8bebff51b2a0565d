// What is to be done: written in a line, shared, moved on a board, ticked on Today, and found again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertCalm, newDevice, screenshot } from "./support/browser.mjs";
import { browser, server } from "./support/house.mjs";
import { signUp } from "./support/people.mjs";

const task = (page, title) => page.locator("[data-task]").filter({ hasText: title });
const opener = (page, title) => page.getByRole("button", { name: new RegExp(`^Open .*${title}`) });

async function add(page, text) {
  const line = page.getByRole("textbox", { name: "Add a task" });
  await line.fill(text);
  await line.press("Enter");
}

test("the tasks of two", async (t) => {
  const anns = await newDevice(browser, server.url);
  const bobs = await newDevice(browser, server.url);
  const ann = await anns.newPage();
  const bob = await bobs.newPage();
  await signUp(bob, "bob");
  await signUp(ann, "ann");

  await t.test("a line makes a task; who it is shared with sees it at once", async () => {
    await bob.goto("/tasks");
    await bob.getByText("Nothing is to be done").waitFor();
    await bob.getByText("Live", { exact: true }).waitFor();
    await screenshot(bob, "tasks-empty");
    await ann.goto("/tasks");
    await add(ann, "pay rent tomorrow 17:00 !high #home @bob");
    await task(ann, "pay rent").getByText("Shared with bob").waitFor({ state: "attached" });
    await task(ann, "pay rent").getByText("tomorrow, 17:00").waitFor();
    await task(bob, "pay rent").getByText("home").waitFor();
    await add(ann, "water the plants");
    await add(ann, "fix the bike today");
    await task(ann, "fix the bike").waitFor();
    assert.equal(await task(bob, "fix the bike").count(), 0);
    await screenshot(ann, "tasks-list");
  });

  await t.test("cards are moved by mouse and by keys, and stay where they were put", async () => {
    await ann.getByRole("link", { name: "Board" }).click();
    const column = (name) => ann.getByRole("region", { name: new RegExp(`^${name}`) });
    await opener(ann, "pay rent").dragTo(column("In progress"));
    await column("In progress").getByRole("button", { name: /pay rent/ }).waitFor();
    await opener(ann, "fix the bike").focus();
    await ann.keyboard.press("Shift+ArrowUp");
    await ann.getByText("fix the bike: Open, 1 of 2").waitFor({ state: "attached" });
    await ann.reload();
    await opener(ann, "fix the bike").waitFor();
    const open = await column("Open").getByRole("button", { name: /^Open/ }).allTextContents();
    assert.match(open.join("|"), /fix the bike.*\|.*water the plants/);
    await task(bob, "pay rent").getByText("In progress").waitFor();
    await screenshot(ann, "tasks-board");
  });

  await t.test("a task is opened, changed, and shown to the other as it is", async () => {
    await opener(bob, "pay rent").click();
    const sheet = bob.getByRole("dialog", { name: "Task" });
    await sheet.getByRole("textbox", { name: "Description" }).fill("to the new account");
    await sheet.getByRole("combobox", { name: "Priority" }).selectOption("Urgent");
    await screenshot(bob, "tasks-sheet");
    await bob.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await task(ann, "pay rent").getByRole("img", { name: "Urgent priority" }).waitFor();
    await ann.getByRole("searchbox", { name: "Search" }).fill("account");
    await ann.waitForURL(/q=account/);
    await opener(ann, "fix the bike").waitFor({ state: "detached" });
    await opener(ann, "pay rent").waitFor();
    await ann.getByRole("button", { name: "Clear" }).click();
  });

  await t.test("it is shared with somebody who is found by the start of their name, and who leaves it again", async () => {
    await opener(ann, "water the plants").click();
    const sheet = ann.getByRole("dialog", { name: "Task" });
    await sheet.getByRole("combobox", { name: "Share with" }).fill("bo");
    await sheet.getByRole("option", { name: "bob" }).waitFor();
    await screenshot(ann, "tasks-sharing");
    await ann.keyboard.press("Enter");
    await sheet.getByRole("button", { name: "Remove bob" }).waitFor();
    await opener(bob, "water the plants").click();
    await bob.getByRole("button", { name: "Leave this task" }).click();
    await task(bob, "water the plants").waitFor({ state: "detached" });
    await sheet.getByRole("button", { name: "Remove bob" }).waitFor({ state: "detached" });
    await ann.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
  });

  await t.test("a deleted category comes back by Undo, with its tasks", async () => {
    await ann.getByRole("button", { name: "Categories" }).click();
    await ann.getByRole("button", { name: "Delete home" }).click();
    await ann.getByText("No categories yet").waitFor();
    await ann.getByRole("button", { name: "Undo" }).click();
    await ann.getByRole("textbox", { name: "Name of home" }).waitFor();
    await ann.keyboard.press("Escape");
    await task(ann, "pay rent").getByText("home", { exact: true }).waitFor();
  });

  await t.test("what is due stands on Today; it is ticked there, and found among the completed", async () => {
    await ann.goto("/");
    await screenshot(ann, "tasks-today");
    await ann.getByRole("checkbox", { name: "Done: fix the bike" }).click();
    await ann.getByRole("checkbox", { name: "Done: fix the bike" }).waitFor({ state: "detached" });
    await ann.goto("/tasks?view=done");
    await opener(ann, "fix the bike").waitFor();
  });

  await t.test("a deleted one comes back by Undo, for both", async () => {
    await ann.goto("/tasks");
    await opener(ann, "pay rent").focus();
    await ann.keyboard.press("Delete");
    await task(bob, "pay rent").waitFor({ state: "detached" });
    await ann.getByRole("button", { name: "Undo" }).click();
    await task(bob, "pay rent").waitFor();
  });

  await t.test("time is spent on a task", async () => {
    await opener(ann, "water the plants").hover();
    await ann.getByRole("button", { name: "Start a timer: water the plants" }).click();
    await ann.goto("/");
    await ann.getByRole("timer", { name: "Running: water the plants" }).waitFor();
  });

  assertCalm(anns);
  // Who leaves a task may look for it once more.
  assertCalm(bobs, /404/);
});
