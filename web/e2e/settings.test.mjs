// What belongs to me: I tell of myself, make a token for a program, take everything away, and leave.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { assertCalm, newDevice, screenshot } from "./support/browser.mjs";
import { browser, server } from "./support/house.mjs";
import { logLine, PASSWORD, signUp } from "./support/people.mjs";

/** A picture that is red on the left and blue on the right. */
async function flag(page) {
  const data = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 100 });
    const context = canvas.getContext("2d");
    for (const [colour, left] of [["red", 0], ["blue", 150]]) {
      context.fillStyle = colour;
      context.fillRect(left, 0, 150, 100);
    }
    return canvas.toDataURL("image/png").split(",")[1];
  });
  return Buffer.from(data, "base64");
}

/** What is more in the middle of a picture: red or blue. */
async function colourOf(image) {
  return image.evaluate(async (img) => {
    await img.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const context = canvas.getContext("2d");
    context.drawImage(img, 0, 0, 1, 1);
    const [red, , blue] = context.getImageData(0, 0, 1, 1).data;
    return red > blue ? "red" : "blue";
  });
}

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

  await t.test("a picture is cropped by keys and by hand, shown everywhere, taken away, and brought back", async () => {
    const card = await laptop.newPage();
    await card.goto("/profilepage");
    await card.getByText("Live", { exact: true }).waitFor();
    const choose = async (name, buffer) => tab.getByLabel("Picture file").setInputFiles({ name, mimeType: "image/png", buffer });
    await choose("notes.png", Buffer.from("no picture"));
    await tab.getByText("notes.png is no picture that this browser reads.").waitFor();
    await choose("flag.png", await flag(tab));
    const dialog = tab.getByRole("dialog", { name: "Crop the picture" });
    await dialog.getByRole("slider", { name: "Zoom" }).focus();
    for (let n = 0; n < 20; n += 1) await tab.keyboard.press("ArrowRight");
    await dialog.getByRole("slider", { name: "Left and right" }).focus();
    await tab.keyboard.press("End");
    await screenshot(tab, "settings-crop");
    await dialog.getByRole("button", { name: "Use it" }).click();
    await dialog.waitFor({ state: "detached" });
    const shown = card.getByRole("img", { name: "Picture of ann" });
    await shown.waitFor();
    assert.equal(await colourOf(shown), "blue");
    assert.equal(await tab.getByRole("button", { name: /^Account/ }).locator("img").count(), 1);

    await choose("flag.png", await flag(tab));
    const box = await dialog.locator("canvas").first().boundingBox();
    await tab.mouse.move(box.x + 60, box.y + 60);
    await tab.mouse.down();
    await tab.mouse.move(box.x + 60 + 3 * box.width, box.y + 60);
    await tab.mouse.up();
    const before = await shown.getAttribute("src");
    await dialog.getByRole("button", { name: "Use it" }).click();
    await dialog.waitFor({ state: "detached" });
    await card.waitForFunction((before) => document.querySelector("main img").getAttribute("src") !== before, before);
    assert.equal(await colourOf(shown), "red");

    await tab.getByRole("button", { name: "Remove" }).click();
    await shown.waitFor({ state: "detached" });
    await tab.getByRole("button", { name: "Undo" }).click();
    await shown.waitFor();
    assert.equal(await colourOf(shown), "red");
    await card.close();
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

  await t.test("the history tells all of it as it happens; a record is deleted after a question", async () => {
    await tab.goto("/activity");
    const record = (what) => tab.getByRole("region", { name: "History" }).getByRole("listitem").filter({ hasText: what });
    await record("Profile changed").first().waitFor();
    await record("Signed up").waitFor();
    await tab.getByRole("combobox", { name: "What" }).selectOption("A session ended");
    await tab.waitForURL(/activity_type=session_ended/);
    await record("Signed up").waitFor({ state: "detached" });
    await record("A session ended").waitFor();
    await tab.goBack();
    await record("Signed up").hover();
    await tab.getByRole("button", { name: "Delete the record: Signed up" }).click();
    await tab.getByRole("button", { name: "Delete it" }).click();
    await record("Signed up").waitFor({ state: "detached" });
    await record("A record of this history deleted").waitFor();
    await screenshot(tab, "history");
  });

  await t.test("all that is mine is taken away in one file", async () => {
    await tab.goto("/");
    await logLine(tab, "reading 30m #book");
    await tab.locator("button[data-entry]").waitFor();
    await tab.goto("/settings");
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByRole("link", { name: "Take all away" }).click()]);
    assert.match(download.suggestedFilename(), /\.zip$/);
    const zip = await readFile(await download.path(), "latin1");
    // What is in them is the server's to test; their names can be read as they are.
    for (const part of ["profile.json", "activities.json", "avatar.webp", "history.json"]) assert.ok(zip.includes(part), part);
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
