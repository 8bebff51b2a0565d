// axe-core finds nothing, on each place, light and dark, on a phone and on a desk; each is kept as a picture.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { assertCalm, newDevice, screenshot } from "./support/browser.mjs";
import { browser, server } from "./support/house.mjs";
import { ask, entry, logActions, logLine, remind, signUp } from "./support/people.mjs";

const SIGNED_OUT = { login: "/login", registration: "/registration", forgot: "/password/reset" };
const SIGNED_IN = { today: "/", activities: "/activity/dashboard/", tasks: "/tasks", board: "/tasks?view=board", task: "/tasks?task=1", logs: "/logs", chat: "/chat", room: "/chat/design", nowhere: "/chat/nowhere", profile: "/profilepage", history: "/activity", settings: "/settings" };
const THEMES = ["light", "dark"];
const WIDTHS = [360, 1440];

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds, one line each. */
async function violations(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target).join(" | ")}`);
}

/** Nothing has a scroll bar across: neither the page nor a sheet over it. */
async function overflows(page) {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("[role=dialog]")].some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth),
  );
}

/** `open` does what shows the part, when it is no place of its own. */
async function inspect(page, name, path, open = async () => undefined) {
  for (const colorScheme of THEMES) {
    for (const width of WIDTHS) {
      const label = `${name}-${colorScheme}-${width}`;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: width === 360 ? 740 : 900 });
      await page.goto(path);
      // A sheet that is open hides the page below it from those who hear it.
      await page.getByRole("heading", { level: 1, includeHidden: true }).first().waitFor();
      await page.waitForLoadState("networkidle");
      await open(page);
      await screenshot(page, label);
      assert.deepEqual(await violations(page), [], label);
      assert.equal(await overflows(page), false, `${label} is wider than the screen`);
    }
  }
}

/** Rooms with something in them, some of it by somebody else. */
async function furnish(page) {
  const other = await newDevice(browser, server.url);
  const visitor = await other.newPage();
  await signUp(visitor, "bob");
  const [bob] = await ask(page, "GET", "/api/users/?q=bob");
  await ask(page, "POST", "/api/chat/rooms/", { name: "design", title: "Design", topic: "Paper, one red rule" });
  await ask(page, "POST", "/api/chat/rooms/", { name: "den", private: true, members: [bob.id] });
  const { name } = await ask(page, "POST", "/api/chat/rooms/", { direct: [bob.id] });
  const words = ["Good morning @ann", "See [the page](https://example.org) and `code`\n\n> quoted\n\n- one\n- **two**", "```js\nlet a = 1;\n```"];
  for (const content of words) await ask(visitor, "POST", "/api/chat/rooms/design/messages/", { content });
  await ask(visitor, "POST", `/api/chat/rooms/${name}/messages/`, { content: "psst" });
  await ask(visitor, "POST", "/api/chat/rooms/den/messages/", { content: "just us" });
  await other.close();
}

test("places for those who are not signed in", async (t) => {
  const device = await newDevice(browser, server.url);
  const page = await device.newPage();
  for (const [name, path] of Object.entries(SIGNED_OUT)) await t.test(name, () => inspect(page, name, path));
  assertCalm(device);
});

test("places of a user", async (t) => {
  const device = await newDevice(browser, server.url);
  const page = await device.newPage();
  await signUp(page, "ann");
  await page.goto("/");
  for (const line of ["mail 20m", "reading 30m #book", "standup 15m #team", "a walk in the park 45m #out"]) {
    await logLine(page, line);
    await entry(page, line.split(/ \d/)[0]).waitFor();
  }
  await logLine(page, "writing the report #book");
  await logActions(page, [{ action: "backup", status: "COMPLETED", metadata: { host: "web1" } }, { action: "deploy", status: "IN_PROGRESS" }, { action: "login" }]);
  await page.goto("/tasks");
  for (const line of ["pay rent today !high #home", "write the report tomorrow 17:00 #work"]) {
    await page.getByRole("textbox", { name: "Add a task" }).fill(line);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: new RegExp(line.slice(0, 8)) }).first().waitFor();
  }
  await furnish(page);
  await remind(page, "water the plants");
  await page.getByRole("button", { name: /^Notifications, \d+ unread/ }).waitFor();
  for (const [name, path] of Object.entries(SIGNED_IN)) await t.test(name, () => inspect(page, name, path));
  await t.test("notifications", () =>
    inspect(page, "notifications", "/logs", async () => {
      await page.getByRole("button", { name: /^Notifications, \d+ unread/ }).click();
      await page.getByRole("link", { name: /water the plants/ }).waitFor();
    }),
  );
  for (const panel of ["new", "direct", "browse", "search&q=page", "edit", "members", "leave"]) {
    const [name] = panel.split("&");
    await t.test(`chat: ${name}`, () =>
      inspect(page, `chat-${name}`, "/chat/design", async () => {
        await page.goto(`/chat/design?panel=${panel}`);
        await page.getByRole("dialog").waitFor();
        await page.waitForLoadState("networkidle");
      }),
    );
  }
  // Whether there is such a room, only the server knows.
  assertCalm(device, /404.*rooms\/nowhere/);
});
