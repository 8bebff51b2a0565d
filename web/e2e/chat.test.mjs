// Two people in a room: what one says, changes, answers and takes back is before the other at once; a long room keeps
// its place; what is said without a connection is sent when it is back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertCalm, newDevice, screenshot } from "./support/browser.mjs";
import { browser, server } from "./support/house.mjs";
import { ask, signUp } from "./support/people.mjs";

const message = (page, words) => page.getByRole("article").filter({ hasText: words });
const box = (page, room = "general") => page.getByRole("textbox", { name: `Message #${room}` });
const list = (page, room = "general") => page.getByRole("region", { name: `Messages in #${room}` });
const top = async (locator) => (await locator.boundingBox()).y;

async function say(page, words, room) {
  await box(page, room).fill(words);
  await box(page, room).press("Enter");
}

/** Says many things as a program would. */
async function sayMany(page, room, count) {
  for (let from = 1; from <= count; from += 20) {
    await page.evaluate(
      async ([room, from, to]) => {
        const csrf = document.cookie.match(/csrftoken=([^;]+)/)[1];
        const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
        for (let n = from; n <= to; n += 1) {
          const body = JSON.stringify({ content: n % 7 === 0 ? `line ${n}\nwith a second line\nand a third` : `line ${n}` });
          await fetch(`/api/chat/rooms/${room}/messages/`, { method: "POST", headers, body });
        }
      },
      [room, from, Math.min(count, from + 19)],
    );
  }
}

test("two people in a room", async (t) => {
  const [laptop, phone] = [await newDevice(browser, server.url), await newDevice(browser, server.url)];
  await laptop.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.url });
  const ann = await laptop.newPage();
  const ben = await phone.newPage();
  await signUp(ann, "ann");
  await signUp(ben, "ben");

  await t.test("an empty room says how to begin", async () => {
    await ask(ann, "POST", "/api/chat/rooms/", { name: "general", topic: "All that concerns everybody" });
    await ask(ben, "POST", "/api/chat/rooms/general/join/");
    await ann.goto("/chat/general");
    await ann.getByText("Nothing is said here yet").waitFor();
    await ann.getByText("Live", { exact: true }).waitFor();
    await screenshot(ann, "chat-empty");
    await ben.goto("/chat/general");
    await ben.getByText("Live", { exact: true }).waitFor();
  });

  await t.test("who is here is told", async () => {
    await ann.getByRole("region", { name: "Here now" }).getByText("ben").waitFor();
    await ben.getByRole("region", { name: "Here now" }).getByText("ann").waitFor();
  });

  await t.test("what one says is before the other at once", async () => {
    await say(ann, "Good morning, the build is green again");
    await message(ben, "the build is green").waitFor();
    await say(ben, "Thank you!");
    await message(ann, "Thank you!").waitFor();
  });

  await t.test("who types is told, and that they stopped", async () => {
    await box(ben).pressSequentially("well");
    await ann.getByText("ben is typing…").waitFor();
    await box(ben).fill("");
    await ann.getByText("ben is typing…").waitFor({ state: "detached" });
  });

  await t.test("a draft survives a reload, in its room", async () => {
    await box(ben).fill("half a thought");
    await ben.reload();
    await ben.getByRole("article").first().waitFor();
    assert.equal(await box(ben).inputValue(), "half a thought");
    await box(ben).fill("");
  });

  await t.test("an answer quotes, and leads to, what it answers", async () => {
    await message(ben, "the build is green").hover();
    await message(ben, "the build is green").getByRole("button", { name: "Reply" }).click();
    await ben.getByText("Answering ann").waitFor();
    await say(ben, "Since when?");
    await message(ann, "Since when?").getByRole("button", { name: /^Go to what it answers: ann/ }).click();
    await ann.waitForFunction(() => document.activeElement?.textContent.includes("the build is green"));
  });

  await t.test("an emoji is mine, counts, and is taken back", async () => {
    await message(ann, "Since when?").hover();
    await message(ann, "Since when?").getByRole("button", { name: "React" }).click();
    await ann.getByRole("button", { name: "🎉" }).click();
    await message(ben, "Since when?").getByRole("button", { name: "🎉, 1 person" }).click();
    await message(ann, "Since when?").getByRole("button", { name: "🎉, 2 people, you too" }).click();
    await message(ben, "Since when?").getByRole("button", { name: "🎉, 1 person, you too" }).waitFor();
  });

  await t.test("Up changes what I said last; the other sees that it was changed", async () => {
    await box(ben).press("ArrowUp");
    assert.equal(await box(ben).inputValue(), "Since when?");
    await box(ben).fill("Since when, exactly?");
    await box(ben).press("Enter");
    await message(ann, "Since when, exactly?").getByText("edited").waitFor();
    assert.equal(await box(ben).inputValue(), "");
  });

  await t.test("the keyboard alone walks, answers, and copies a link", async () => {
    await list(ann).focus();
    await ann.keyboard.press("j");
    await ann.keyboard.press("k");
    await ann.keyboard.press("c");
    await ann.getByText("Copied").waitFor();
    assert.match(await ann.evaluate(() => navigator.clipboard.readText()), /\/chat\/general\?message=\d+$/);
    await ann.keyboard.press("r");
    await ann.getByText("Answering ben").waitFor();
    await ann.keyboard.press("Escape");
    await ann.getByText("Answering ben").waitFor({ state: "detached" });
  });

  await t.test("@ completes the names of those who are there", async () => {
    await box(ann).pressSequentially("hello @be");
    await ann.getByRole("option", { name: "ben" }).waitFor();
    await ann.keyboard.press("Tab");
    assert.equal(await box(ann).inputValue(), "hello @ben ");
    await box(ann).press("Enter");
    await message(ben, "hello @ben").waitFor();
    await screenshot(ann, "chat-room");
  });

  await t.test("what is deleted loses its words before both", async () => {
    await message(ann, "hello @ben").hover();
    await message(ann, "hello @ben").getByRole("button", { name: "More" }).click();
    await ann.getByRole("menuitem", { name: "Delete" }).click();
    await ann.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await ben.getByText("This message was deleted").waitFor();
    await message(ann, "hello @ben").waitFor({ state: "detached" });
  });

  await t.test("what is said without a connection waits, and is sent once when it is back", async () => {
    await laptop.setOffline(true);
    await say(ann, "from the tunnel");
    await message(ann, "from the tunnel").getByRole("img", { name: "waiting to be sent" }).waitFor();
    await laptop.setOffline(false);
    await message(ben, "from the tunnel").waitFor();
    await message(ann, "from the tunnel").getByRole("img", { name: "waiting to be sent" }).waitFor({ state: "detached" });
    assert.equal(await message(ann, "from the tunnel").count(), 1);
  });

  assertCalm(laptop, /ERR_INTERNET_DISCONNECTED|WebSocket/);
  assertCalm(phone);
});

test("a long room keeps its place", async (t) => {
  const device = await newDevice(browser, server.url);
  const [other, tab] = [await device.newPage(), await (await newDevice(browser, server.url)).newPage()];
  await signUp(other, "cat");
  await signUp(tab, "dan");
  await ask(other, "POST", "/api/chat/rooms/", { name: "long" });
  await sayMany(other, "long", 180);
  await ask(tab, "POST", "/api/chat/rooms/long/join/");

  await t.test("it opens at its end, and its history comes without a jump", async () => {
    await tab.goto("/chat/long");
    await message(tab, "line 180").waitFor();
    await list(tab, "long").hover();
    for (const line of ["line 150", "line 110", "line 60", "line 5"]) {
      for (let tries = 0; tries < 60 && (await tab.getByText(line, { exact: true }).count()) === 0; tries += 1) await tab.mouse.wheel(0, -400);
      await tab.getByText(line, { exact: true }).waitFor();
    }
    await tab.mouse.wheel(0, -4000);
    await tab.getByText("This is where the room begins.").waitFor();
    const seen = await tab.getByRole("article").allInnerTexts();
    const numbers = seen.map((text) => Number(/line (\d+)/.exec(text)[1]));
    assert.deepEqual(numbers, numbers.map((_, index) => index + 1), "without a gap or a double");
    await screenshot(tab, "chat-start");
  });

  await t.test("who reads further up is moved by nothing, and told what came", async () => {
    const before = await top(message(tab, "line 5"));
    await ask(other, "POST", "/api/chat/rooms/long/messages/", { content: "late" });
    await tab.getByRole("button", { name: "1 new message" }).waitFor();
    assert.equal(await top(message(tab, "line 5")), before);
    await tab.getByRole("button", { name: "1 new message" }).click();
    await message(tab, "late").waitFor();
  });

  await t.test("a link leads to a message, in the middle; from there it goes on both ways", async () => {
    const all = await ask(tab, "GET", "/api/chat/rooms/long/messages/?limit=181");
    const { id } = all.find(({ content }) => content === "line 90");
    await tab.goto(`/chat/long?message=${id}`);
    await message(tab, "line 90").waitFor();
    const { y, height } = await list(tab, "long").boundingBox();
    const at = await top(message(tab, "line 90"));
    assert.ok(at > y && at < y + height, "it is in sight");
    await screenshot(tab, "chat-jump");
    await list(tab, "long").hover();
    for (let tries = 0; tries < 80 && (await tab.getByText("line 179", { exact: true }).count()) === 0; tries += 1) await tab.mouse.wheel(0, 400);
    await message(tab, "line 179").waitFor();
    await tab.goto("/chat/long?message=999999");
    await tab.getByText("That message is not there any more").waitFor();
    await message(tab, "late").waitFor();
  });

  await t.test("what came while I was away is marked as new, and then read", async () => {
    await tab.goto("/tasks");
    await ask(other, "POST", "/api/chat/rooms/long/messages/", { content: "news one" });
    await ask(other, "POST", "/api/chat/rooms/long/messages/", { content: "news two" });
    await tab.goto("/chat/long");
    await message(tab, "news two").waitFor();
    await tab.getByText("New", { exact: true }).waitFor();
    await screenshot(tab, "chat-new");
    await tab.waitForFunction(async () => (await (await fetch("/api/chat/unread/")).json()).length === 0);
  });
});
