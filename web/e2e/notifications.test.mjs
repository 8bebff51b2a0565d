// What I am told: the bell counts it live, it leads to its task, is read or not; the system tells it once, if that was
// wished; and a calendar program reads when tasks are due.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertCalm, newDevice, screenshot } from "./support/browser.mjs";
import { browser, server } from "./support/house.mjs";
import { remind, signIn, signUp } from "./support/people.mjs";

const bell = (page, unread) => page.getByRole("button", { name: unread ? `Notifications, ${unread} unread` : "Notifications", exact: true });

/** A tab that nobody looks at, with a system whose notifications are kept in `shown`. */
async function pageInTheBack(device) {
  const page = await device.newPage();
  await page.addInitScript(() => {
    document.hasFocus = () => false;
    globalThis.shown = [];
    globalThis.Notification = class {
      static permission = "default";
      static async requestPermission() {
        this.permission = "granted";
        return "granted";
      }
      constructor(title) {
        globalThis.shown.push(Object.assign(this, { title, close: () => undefined }));
      }
    };
  });
  return page;
}

test("what I am told", async (t) => {
  const laptop = await newDevice(browser, server.url);
  const tab = await laptop.newPage();
  await signUp(tab, "ann");
  await tab.goto("/");
  await tab.getByText("Live", { exact: true }).waitFor();

  await t.test("a reminder rings the bell, in the title too, and is told by a notice", async () => {
    await bell(tab).waitFor();
    await remind(tab, "water the plants");
    const notice = tab.getByRole("region", { name: "Notices" }).getByText("water the plants");
    // The notice goes by itself.
    await Promise.all([notice.waitFor(), bell(tab, 1).waitFor()]);
    await tab.waitForFunction(() => document.title.startsWith("(1) "));
  });

  await t.test("it leads to its task, and is read then, in the other tab too", async () => {
    const second = await laptop.newPage();
    await second.goto("/logs");
    await bell(second, 1).waitFor();
    await second.getByText("Live", { exact: true }).waitFor();
    await bell(tab, 1).click();
    await screenshot(tab, "notifications-open");
    await tab.getByRole("dialog", { name: "Notifications" }).getByRole("link", { name: /water the plants/ }).click();
    await tab.getByRole("dialog", { name: "Task" }).waitFor();
    await bell(second).waitFor();
    await second.waitForFunction(() => !document.title.startsWith("("));
    await second.close();
  });

  await t.test("one is marked unread, all are marked read", async () => {
    await tab.goto("/");
    await remind(tab, "pay rent");
    await bell(tab, 1).waitFor();
    await tab.keyboard.press("b");
    const panel = tab.getByRole("dialog", { name: "Notifications" });
    await panel.getByRole("button", { name: "Mark as unread: water the plants" }).click();
    await bell(tab, 2).waitFor();
    await panel.getByRole("button", { name: "Mark all as read" }).click();
    await bell(tab).waitFor();
    await tab.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await tab.reload();
    await bell(tab).waitFor();
  });

  await t.test("a phone has it as a sheet", async () => {
    const phone = await newDevice(browser, server.url, { viewport: { width: 360, height: 740 } });
    const page = await phone.newPage();
    await signIn(page, "ann");
    await bell(page).click();
    await page.getByRole("dialog", { name: "Notifications" }).getByRole("link", { name: /pay rent/ }).waitFor();
    await screenshot(page, "notifications-phone");
    await page.getByRole("button", { name: "Close" }).click();
    assertCalm(phone);
    await phone.close();
  });

  await t.test("the system tells it once switched on, once, and leads to the task", async () => {
    await tab.close();
    const [back, other] = [await pageInTheBack(laptop), await pageInTheBack(laptop)];
    await back.goto("/settings");
    await back.getByRole("button", { name: "Switch on" }).click();
    await back.getByText("They are on.").waitFor();
    await screenshot(back, "notifications-settings");
    await other.goto("/");
    await other.evaluate(() => Notification.requestPermission());
    for (const page of [back, other]) await page.getByText("Live", { exact: true }).waitFor();
    await remind(back, "call mum");
    for (const page of [back, other]) await bell(page, 1).waitFor();
    const told = async () => (await Promise.all([back, other].map((page) => page.evaluate(() => globalThis.shown.map(({ title }) => title))))).flat();
    const shownIn = (title) =>
      Promise.any([back, other].map((page) => page.waitForFunction((title) => globalThis.shown.some((one) => one.title === title), title).then(() => page)));
    await shownIn("call mum");
    await remind(back, "call dad");
    const teller = await shownIn("call dad");
    assert.deepEqual((await told()).toSorted(), ["call dad", "call mum"]);
    await teller.evaluate(() => globalThis.shown.at(-1).onclick());
    await teller.getByRole("dialog", { name: "Task" }).getByLabel("Title").waitFor();
    await other.close();
  });

  assertCalm(laptop);
});

test("a calendar program follows my tasks by a private address, until another is made", async () => {
  const laptop = await newDevice(browser, server.url);
  const tab = await laptop.newPage();
  await signUp(tab, "bob");
  await tab.goto("/tasks");
  await tab.getByRole("textbox", { name: "Add a task" }).fill("file the taxes tomorrow 17:00");
  await tab.keyboard.press("Enter");
  await tab.getByRole("button", { name: /^Open .*file the taxes/ }).waitFor();
  await tab.goto("/settings");
  const card = tab.getByRole("region", { name: "Calendar of my tasks" });
  await card.getByRole("button", { name: "Make an address" }).click();
  const first = await card.locator("code").textContent();
  const read = await fetch(first);
  assert.match(await read.text(), /SUMMARY:file the taxes/);
  await screenshot(tab, "calendar-address");
  await card.getByRole("button", { name: "Make another" }).click();
  await card.locator("code").filter({ hasNotText: first }).waitFor();
  assert.equal((await fetch(first)).status, 404);
  const second = await card.locator("code").textContent();
  assert.equal((await fetch(second)).status, 200);
  await card.getByRole("button", { name: "End it" }).click();
  await card.getByText("There is no address yet.").waitFor();
  assert.equal((await fetch(second)).status, 404);
  assertCalm(laptop);
});
