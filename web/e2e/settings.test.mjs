// What belongs to me: I tell of myself, make a token for a program, take everything away, and leave.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { assertCalm, launchBrowser, newDevice, screenshot } from "./support/browser.mjs";
import { logLine, PASSWORD, signUp } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

let server;
let browser;

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("an account from its first word to its last", async (t) => {
  const laptop = await newDevice(browser, server.url);
  const tab = await laptop.newPage();
  await signUp(tab, "ann");

  await t.test("what I tell of myself stands on my card, in the other tab too", async () => {
    const second = await laptop.newPage();
    await second.goto("/profilepage");
    await second.getByText("Nothing about you yet").waitFor();
    await second.getByText("Live", { exact: true }).waitFor();
    await tab.goto("/settings");
    await tab.getByRole("textbox", { name: "Name", exact: true }).fill("Ann");
    await tab.getByRole("textbox", { name: "About me" }).fill("I keep bees.");
    await tab.getByRole("button", { name: "Save", exact: true }).click();
    await second.getByText("I keep bees.").waitFor();
    await screenshot(second, "profile-card");
    await second.close();
  });

  await t.test("an address is kept", async () => {
    await tab.getByRole("textbox", { name: "E-mail" }).fill("ann@example.org");
    await tab.getByRole("button", { name: "Save the address" }).click();
    await tab.getByText("Address saved").waitFor();
  });

  await t.test("a token lets a program in, until its session is ended", async () => {
    await tab.getByLabel("Password, to make a token").fill(PASSWORD);
    await tab.getByRole("button", { name: "Make a token" }).click();
    const token = await tab.locator("code").textContent();
    const ask = async () => (await fetch(`${server.url}/api/activities/`, { headers: { Authorization: `Token ${token}` } })).status;
    assert.equal(await ask(), 200);
    await tab.getByRole("button", { name: /^End (?!others)/ }).first().click();
    await tab.getByText("Session ended").waitFor();
    assert.equal(await ask(), 401);
  });

  await t.test("all that is mine is taken away in one file", async () => {
    await tab.goto("/");
    await logLine(tab, "reading 30m #book");
    await tab.locator("button[data-entry]").waitFor();
    await tab.goto("/settings");
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByRole("button", { name: "Take all away" }).click()]);
    const zip = await readFile(await download.path(), "latin1");
    // Stored, not compressed: what is in it can be read.
    for (const part of ["profile.json", "I keep bees.", "activities.json", "reading", "history.json"]) assert.ok(zip.includes(part), part);
  });

  await t.test("the account is deleted with its password, and nothing opens any more", async () => {
    await tab.getByRole("button", { name: "Delete my account" }).click();
    const dialog = tab.getByRole("dialog", { name: "Delete my account" });
    await dialog.getByLabel("Password, to be sure").fill("something else");
    await dialog.getByRole("button", { name: "Delete my account for good" }).click();
    await dialog.getByText("Invalid password.").waitFor();
    await dialog.getByLabel("Password, to be sure").fill(PASSWORD);
    await dialog.getByRole("button", { name: "Delete my account for good" }).click();
    await tab.waitForURL(/\/(registration|login)/);
    await tab.goto("/");
    await tab.waitForURL(/\/login/);
  });

  assertCalm(laptop, /40[01]/);
});
