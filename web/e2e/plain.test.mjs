// The classic pages with JavaScript off: sign up, log, timer, delete, sign out, sign in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertCalm, newDevice, screenshot } from "./support/browser.mjs";
import { browser, server } from "./support/house.mjs";
import { PASSWORD } from "./support/people.mjs";

const NEW = "another good one";

test("a day without JavaScript", async (t) => {
  const device = await newDevice(browser, server.url, { javaScriptEnabled: false });
  const page = await device.newPage();
  // getByText passes over what stands in a <noscript>.
  const listed = (text) => page.getByRole("listitem").filter({ hasText: text });
  const noticed = (text) => page.getByRole("status").filter({ hasText: text });
  const told = (text) => page.getByRole("paragraph").filter({ hasText: text });

  await t.test("who is not signed in is asked to", async () => {
    await page.goto("/activity/dashboard/");
    assert.equal(new URL(page.url()).pathname, "/login");
    await screenshot(page, "plain-login");
  });

  await t.test("sign up; what is wrong is told, what was typed stays", async () => {
    await page.goto("/signup/");
    await page.getByLabel("Username").fill("ann");
    await page.getByLabel("Email (optional)").fill("ann@example.com");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("Password again").fill("something else");
    await page.getByRole("button", { name: "Sign up" }).click();
    await told("Passwords do not match.").waitFor();
    assert.equal(await page.getByLabel("Username").inputValue(), "ann");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("Password again").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign up" }).click();
    await page.getByRole("link", { name: "Sign out" }).waitFor();
  });

  await t.test("log an activity and see the list", async () => {
    await page.goto("/activity/dashboard/");
    await page.getByLabel("What did you do?").fill("reading <b>aloud</b>");
    await page.getByLabel("Minutes").fill("30");
    await page.getByRole("button", { name: "Log", exact: true }).click();
    await listed(/reading <b>aloud<\/b>.*30 min/s).waitFor();
    await screenshot(page, "plain-activities");
  });

  await t.test("start and stop the timer", async () => {
    await page.goto("/");
    await page.getByLabel("What did you do?").fill("writing");
    await page.getByRole("button", { name: "Start a timer" }).click();
    await page.getByRole("button", { name: "Stop" }).click();
    await listed(/writing.*0 min/s).waitFor();
    await screenshot(page, "plain-today");
  });

  await t.test("delete", async () => {
    await page.getByRole("button", { name: "Delete writing" }).click();
    await listed("reading").waitFor();
    assert.equal(await listed("writing").count(), 0);
  });

  await t.test("sign out and in again", async () => {
    await page.getByRole("link", { name: "Sign out" }).click();
    await page.goto("/login/?next=/activity/dashboard/");
    await page.getByLabel("Username").fill("ann");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await listed("reading").waitFor();
    assert.equal(new URL(page.url()).pathname, "/activity/dashboard/");
  });

  await t.test("a forgotten password is set anew by mail", async () => {
    await page.getByRole("link", { name: "Sign out" }).click();
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.getByLabel("Email").fill("ann@example.com");
    await screenshot(page, "plain-forgot");
    await page.getByRole("button", { name: "Send the link" }).click();
    await noticed("a mail is on its way").waitFor();
    await page.goto(await server.mailedLink());
    await page.getByLabel("New password", { exact: true }).fill(NEW);
    await page.getByLabel("New password again").fill(NEW);
    await screenshot(page, "plain-new-password");
    await page.getByRole("button", { name: "Set the password" }).click();
    await noticed("The password is set.").waitFor();
    await page.getByLabel("Username").fill("ann");
    await page.getByLabel("Password").fill(NEW);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "Sign out" }).waitFor();
  });

  assertCalm(device);
});
