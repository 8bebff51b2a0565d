// Chromium of the system, and pages that fail a test when their console or their policy complains.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const SCREENSHOTS = fileURLToPath(new URL("../../../target/screenshots/", import.meta.url));
const NAMES = ["chromium", "chromium-browser", "google-chrome"];
/** How long anything that must appear may take: on a busy machine, and when the server must first look for what is due. */
export const DEADLINE = 30_000;

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of NAMES) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // The next name may be there.
    }
  }
  throw new Error("no Chromium: install it, or name it in CHROMIUM");
}

export async function launchBrowser() {
  await mkdir(SCREENSHOTS, { recursive: true });
  // Chromium's sandbox refuses to run as root.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: findChromium(), args });
}

/** A zone where it is about half past two: what is done in a test is done on one day. */
function zoneOfAfternoon() {
  const now = new Date();
  const hours = Math.round(14.5 - now.getUTCHours() - now.getUTCMinutes() / 60);
  const east = ((hours + 36) % 24) - 12;
  return `Etc/GMT${east > 0 ? "-" : "+"}${Math.abs(east)}`;
}

/** A browser profile of its own: a device. What its pages complain about is kept in `complaints`. */
export async function newDevice(browser, url, options = {}) {
  const context = await browser.newContext({
    baseURL: url,
    locale: "en-GB",
    timezoneId: zoneOfAfternoon(),
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    ...options,
  });
  context.setDefaultTimeout(DEADLINE);
  const complaints = [];
  context.on("weberror", (problem) => complaints.push(String(problem.error())));
  context.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
  });
  return Object.assign(context, { complaints });
}

/** Nothing broke in any page of the device, but for what the test provoked. */
export function assertCalm(device, provoked = /^$/) {
  assert.deepEqual(device.complaints.filter((complaint) => !provoked.test(complaint)), []);
}

export async function screenshot(page, name) {
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true, animations: "disabled" });
}
