// What programs log: it comes live, is filtered by the address, opened, brought further, and taken away as a file.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertCalm, newDevice, screenshot } from "./support/browser.mjs";
import { browser, server } from "./support/house.mjs";
import { logActions, signUp } from "./support/people.mjs";

const opener = (page, action) => page.getByRole("button", { name: `Open ${action}`, exact: true });
const status = (page, action, word) => page.getByRole("button", { name: `Status of ${action}: ${word}`, exact: true });

test("the logs of a day", async (t) => {
  const laptop = await newDevice(browser, server.url);
  await laptop.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  const tab = await laptop.newPage();
  const second = await laptop.newPage();
  await signUp(tab, "ann");

  await t.test("an empty place says how to begin", async () => {
    await tab.goto("/logs");
    await tab.getByText("Nothing is logged yet").waitFor();
    await tab.getByText("Live", { exact: true }).waitFor();
    await screenshot(tab, "logs-empty");
  });

  await t.test("what a program logs comes without a reload, one or many", async () => {
    await second.goto("/logs");
    await second.getByText("Live", { exact: true }).waitFor();
    await logActions(second, { action: "deploy", metadata: { host: "web1", version: "2.1" } });
    await opener(tab, "deploy").waitFor();
    const many = Array.from({ length: 300 }, (_, n) => ({ action: `step ${n}`, status: "COMPLETED", metadata: { host: `web${n % 3}`, n } }));
    await logActions(second, many);
    await opener(tab, "step 299").waitFor();
  });

  await t.test("a status is changed by menu and by key, in both tabs, and undone", async () => {
    await status(tab, "step 299", "Completed").click();
    await tab.getByRole("menuitemradio", { name: "In progress" }).click();
    await status(second, "step 299", "In progress").waitFor();
    await tab.getByRole("button", { name: "Undo" }).click();
    await status(second, "step 299", "Completed").waitFor();
    await opener(tab, "step 298").focus();
    await tab.keyboard.press("1");
    await status(second, "step 298", "Pending").waitFor();
  });

  await t.test("who reads further down is not disturbed, and told what came", async () => {
    await tab.mouse.move(700, 500);
    await tab.mouse.wheel(0, 4000);
    await opener(tab, "step 220").waitFor();
    await logActions(second, { action: "late" });
    await tab.getByRole("button", { name: "1 new" }).click();
    await opener(tab, "late").waitFor();
  });

  await t.test("filters are in the address; the list goes on to its end", async () => {
    await tab.getByRole("textbox", { name: "Metadata" }).fill("host=web1");
    await tab.keyboard.press("Enter");
    await tab.waitForURL(/metadata\.host=web1/);
    await opener(tab, "step 298").waitFor();
    await opener(tab, "step 299").waitFor({ state: "detached" });
    await tab.getByRole("combobox", { name: "Status" }).selectOption("Completed");
    await opener(tab, "step 298").waitFor({ state: "detached" });
    await tab.getByRole("columnheader", { name: "Time" }).getByRole("button").click();
    await opener(tab, "step 1").waitFor();
    await screenshot(tab, "logs-filtered");
    await tab.goBack();
    await opener(tab, "step 295").waitFor();
    await tab.getByRole("button", { name: "Clear" }).click();
    await opener(tab, "late").waitFor();
  });

  await t.test("metadata is shown as JSON, and copied", async () => {
    await tab.goto("/logs?action=deploy");
    await opener(tab, "deploy").click();
    await tab.getByRole("region", { name: "Metadata" }).getByText('"version": "2.1"').waitFor();
    await tab.getByRole("button", { name: "Copy" }).click();
    await tab.getByText("Copied").waitFor();
    const copied = await tab.evaluate(() => navigator.clipboard.readText());
    assert.deepEqual(JSON.parse(copied), { host: "web1", version: "2.1" });
    await screenshot(tab, "logs-open");
  });

  await t.test("what is filtered is taken away as a file", async () => {
    await tab.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByRole("menuitem", { name: "NDJSON" }).click()]);
    const lines = (await readFile(await download.path(), "utf8")).trim().split("\n");
    assert.deepEqual(lines.map((line) => JSON.parse(line).action), ["deploy"]);
  });

  assertCalm(laptop);
});
