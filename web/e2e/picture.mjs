// Makes the picture of the README: a working day, in the afternoon of wherever it is afternoon now.
// Not here: a test. Run it by hand when Today has changed: DAYBOOK_BINARY=… node web/e2e/picture.mjs
import { fileURLToPath } from "node:url";
import { launchBrowser, newDevice } from "./support/browser.mjs";
import { entry, logLine, signUp } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const PICTURE = fileURLToPath(new URL("../../docs/images/today.png", import.meta.url));
const DAY = [
  "8:05-8:40 mail #admin",
  "8:40-9:15 reading the proposal #research",
  "9:15-9:45 standup #team",
  "9:45-12:10 parser for the import #code",
  "13:00-13:50 review with Lea #team",
  "13:50-14:20 a walk #out",
];

const server = await startServer();
const browser = await launchBrowser();
const device = await newDevice(browser, server.url, {
  viewport: { width: 1200, height: 720 },
  deviceScaleFactor: 2,
});
const page = await device.newPage();
await signUp(page, "maria");
await page.goto("/");
for (const line of DAY) {
  await logLine(page, line);
  await entry(page, line.replace(/^\S+ /, "").replace(/ #.*/, "")).waitFor();
}
await logLine(page, "writing the changelog #docs");
await page.getByRole("timer").waitFor();
await page.reload();
await page.getByRole("timer").waitFor();
await page.screenshot({ path: PICTURE, animations: "disabled" });
await browser.close();
await server.stop();
