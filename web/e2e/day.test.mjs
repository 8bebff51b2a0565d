// A first day: sign up, log, see it in a second tab, timer, reload, edit, undo, filter, export, end the other session, sign out.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertCalm, newDevice, screenshot } from "./support/browser.mjs";
import { browser, server } from "./support/house.mjs";
import { entry, logLine, signIn, signUp } from "./support/people.mjs";

test("a first day", async (t) => {
  const laptop = await newDevice(browser, server.url);
  const tab = await laptop.newPage();

  await t.test("sign up", async () => {
    await signUp(tab, "ann");
    await tab.goto("/");
    await tab.getByRole("textbox", { name: "Log an activity" }).waitFor();
    await screenshot(tab, "day-empty");
  });

  const second = await laptop.newPage();
  await t.test("log an activity; a second tab shows it", async () => {
    await second.goto("/");
    await second.getByText("Live", { exact: true }).waitFor();
    await logLine(tab, "reading 30m #book");
    await entry(tab, "reading").waitFor();
    await entry(second, "reading").waitFor();
  });

  await t.test("a timer runs on through a reload, in both tabs", async () => {
    await logLine(tab, "writing #book");
    await tab.getByRole("timer", { name: "Running: writing" }).waitFor();
    await second.getByRole("timer", { name: "Running: writing" }).waitFor();
    await tab.reload();
    await tab.getByRole("timer", { name: "Running: writing" }).waitFor();
    await screenshot(tab, "day-timer");
    await second.getByRole("button", { name: "Stop" }).click();
    await tab.getByRole("timer").waitFor({ state: "detached" });
  });

  await t.test("edit in place", async () => {
    await entry(tab, "reading").click();
    const form = tab.getByRole("form", { name: "Edit the entry" });
    await form.getByLabel("Name").fill("reading aloud");
    await screenshot(tab, "day-edit");
    await form.getByRole("button", { name: "Save" }).click();
    await entry(tab, "reading aloud").waitFor();
    await entry(second, "reading aloud").waitFor();
  });

  await t.test("delete, and undo it", async () => {
    await entry(tab, "reading aloud").click();
    await tab.getByRole("form", { name: "Edit the entry" }).getByRole("button", { name: "Delete" }).click();
    await entry(second, "reading aloud").waitFor({ state: "detached" });
    await tab.getByRole("button", { name: "Undo" }).click();
    await entry(tab, "reading aloud").waitFor();
    await entry(second, "reading aloud").waitFor();
  });

  await t.test("filter; the address holds it", async () => {
    await tab.getByRole("link", { name: "Activities" }).first().click();
    await entry(tab, "writing").waitFor();
    await tab.getByLabel("Name", { exact: true }).fill("reading aloud");
    await tab.waitForURL(/[?&]name=reading/);
    await entry(tab, "writing").waitFor({ state: "detached" });
    await entry(tab, "reading aloud").waitFor();
    await screenshot(tab, "activities-filtered");
  });

  await t.test("export what is filtered", async () => {
    await tab.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      tab.waitForEvent("download"),
      tab.getByRole("menuitem", { name: "CSV" }).click(),
    ]);
    const csv = await readFile(await download.path(), "utf8");
    assert.match(csv, /reading aloud/);
    assert.doesNotMatch(csv, /writing/);
  });

  const phone = await newDevice(browser, server.url, { viewport: { width: 360, height: 740 } });
  const other = await phone.newPage();
  await t.test("end the other session from Settings", async () => {
    await signIn(other, "ann");
    await other.getByRole("textbox", { name: "Log an activity" }).waitFor();
    await tab.goto("/settings");
    await tab.getByRole("button", { name: /^End (?!others)/ }).first().waitFor();
    await screenshot(tab, "settings-sessions");
    await tab.getByRole("button", { name: /^End / }).first().click();
    await other.waitForURL(/\/login/);
    // The second tab belongs to the session that stays.
    await entry(second, "reading aloud").waitFor();
  });

  await t.test("sign out", async () => {
    await tab.getByRole("button", { name: /^Account/ }).click();
    await tab.getByRole("menuitem", { name: "Sign out" }).click();
    await tab.waitForURL(/\/login/);
    await tab.goto("/");
    await tab.waitForURL(/\/login/);
  });

  assertCalm(laptop, /401/);
});
