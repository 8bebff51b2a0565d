// Text is text: 250 scripts in every field that takes words, shown in every place, and none runs.
// Not here: what a policy looks like (conventions.rs), files for spreadsheets and calendars (export_tests.rs, logs_files.rs).
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertCalm, newDevice } from "./support/browser.mjs";
import { browser, server } from "./support/house.mjs";
import { PASSWORD, signUp } from "./support/people.mjs";

const RUN = "ran()";
const SCRIPTS = [
  `<script>${RUN}</script>`, `<img src=x onerror=${RUN}>`, `<svg onload=${RUN}>`, `<svg><script>${RUN}</script>`, `<body onload=${RUN}>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>">`, `<a href=javascript:${RUN}>x</a>`, `javascript:${RUN}`, `<details open ontoggle=${RUN}>`,
  `<input autofocus onfocus=${RUN}>`, `<video src=x onerror=${RUN}>`, `<math><mi xlink:href=javascript:${RUN}>`, `<base href=//evil.example>`,
  `<meta http-equiv=refresh content="0;url=javascript:${RUN}">`, `<object data=javascript:${RUN}>`, `<style>@import'//evil.example'</style>`,
  `<x onpointerenter=${RUN} style=position:fixed;inset:0>`, `\${${RUN}}`, `{{constructor.constructor('${RUN}')()}}`, `<template><s onload=${RUN}>`,
  `<form action=javascript:${RUN}><button>x`, `data:text/html,<script>${RUN}</script>`, `<link rel=stylesheet href=//evil.example>`,
  `<marquee onstart=${RUN}>`, `<select autofocus onfocus=${RUN}>`,
];
// How a text gets out of where it stands.
const WAYS_OUT = ["", '"', "'", '">', "'>", "-->", "</script>", "</title>", "</noscript>", "]]>"];
const PAYLOADS = WAYS_OUT.flatMap((way) => SCRIPTS.map((script) => way + script));

/** A device that notices whatever runs, and whatever its policy had to stop. */
async function watched(options) {
  const device = await newDevice(browser, server.url, options);
  const noticed = [];
  await device.exposeBinding("ran", () => noticed.push("a script ran"));
  await device.addInitScript(() =>
    addEventListener("securitypolicyviolation", (event) => globalThis.violated?.(`${event.violatedDirective}: ${event.blockedURI}`)),
  );
  await device.exposeBinding("violated", (_, what) => noticed.push(`the policy stopped ${what}`));
  device.on("page", (page) => page.on("dialog", (dialog) => noticed.push(dialog.message()) && dialog.dismiss()));
  device.on("request", (request) => {
    if (new URL(request.url()).hostname === "evil.example") noticed.push(request.url());
  });
  return Object.assign(device, { noticed });
}

/** Puts each payload into each field, as far as it fits. */
async function plant(page) {
  const wrong = await page.evaluate(async ([payloads, scripts]) => {
    const csrf = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? JSON.parse(document.getElementById("boot").textContent).csrf;
    const refused = [];
    const write = async (method, path, body, status) => {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
      const answer = await fetch(path, { method, headers, body: JSON.stringify(body) });
      if (answer.status !== status) refused.push(`${path} ${answer.status} ${await answer.text()} ${JSON.stringify(body)}`);
    };
    for (const payload of payloads) {
      const written = {
        "/api/activities/": { activity_name: payload.slice(0, 100), duration: 1, note: payload, tags: [payload.replaceAll(",", "").slice(0, 50)] },
        "/api/tasks/": { title: payload.slice(0, 200), description: payload },
        "/logs/": { action: payload.slice(0, 50), metadata: { [payload]: payload } },
      };
      for (const [path, body] of Object.entries(written)) await write("POST", path, body, 201);
    }
    for (const [at, payload] of payloads.entries()) {
      if (at % 10 === 0) await write("POST", "/api/chat/rooms/", { name: `room-${at}`, title: payload.slice(0, 100), topic: payload, private: at % 20 === 0 }, 201);
      for (const content of [payload, `[${payload}](${payload}) **${payload}** [x](javascript:ran())`]) await write("POST", "/api/chat/rooms/room-0/messages/", { content }, 201);
    }
    for (const script of scripts) await write("POST", "/api/tasks/categories/", { name: script.slice(0, 64), description: script }, 201);
    const [name, surname, profession] = scripts.map((script) => script.slice(0, 100));
    await write("PATCH", "/api/profiles/me/", { name, surname, profession, phone_number: name.slice(0, 20), about_me: scripts.join("\n") }, 200);
    return refused;
  }, [PAYLOADS, SCRIPTS]);
  assert.deepEqual(wrong, []);
}

async function scrolledThrough(page) {
  for (let step = 0; step < 40; step += 1) {
    await page.mouse.wheel(0, 900);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
}

test("no script that was typed runs in any place", async () => {
  assert.equal(PAYLOADS.length, 250);
  const device = await watched();
  const page = await device.newPage();
  await signUp(page, "ann");
  await plant(page);
  for (const place of ["/", "/activity/dashboard/", "/tasks", "/tasks?view=board", "/tasks?task=9", "/logs", "/settings", "/profilepage", "/activity", "/chat", "/chat/room-0", "/chat/room-10?panel=members", "/chat?panel=browse", "/chat?panel=search&q=script"]) {
    await page.goto(place);
    await page.locator("main").first().waitFor();
    await page.mouse.move(400, 400);
    await scrolledThrough(page);
  }
  await page.goto("/chat/room-0");
  await page.getByRole("article").first().waitFor();
  const addresses = await page.locator("article a").evaluateAll((links) => links.map((link) => link.protocol));
  assert.deepEqual(addresses.filter((protocol) => !/^https?:$/.test(protocol)), []);
  await page.goto("/");
  const entries = page.locator("button[data-entry]");
  await entries.first().waitFor();
  assert.ok((await entries.count()) > 20, "the entries are shown");
  for (const at of [0, 7, 19]) {
    await entries.nth(at).click();
    await page.getByRole("button", { name: "Save" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Save" }).waitFor({ state: "detached" });
  }
  assert.deepEqual(device.noticed, []);
  assertCalm(device);
  await device.close();
});

test("nor in the plain pages, nor in what an address says", async () => {
  const device = await watched({ javaScriptEnabled: true });
  const page = await device.newPage();
  await page.goto("/login?next=/");
  await page.getByLabel("Username").fill("ann");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  // What is in <noscript> as a reader without script has it, but with script allowed to run.
  for (const place of ["/", "/activity/dashboard/", "/tasks", "/logs", "/settings", "/profilepage", "/activity"]) {
    const html = await (await page.request.get(place, { headers: { accept: "text/html" } })).text();
    const plain = html.match(/<noscript>([\s\S]*)<\/noscript>/)?.[1] ?? "";
    assert.ok(plain.length > 100, `${place} has a plain face`);
    for (const script of ["<script>ran", "<img src=x", "<svg", "<iframe", "<body onload", "<base", "<style>@import"]) {
      assert.ok(!plain.includes(script), `${place} shows ${script} as HTML`);
    }
  }
  for (const payload of PAYLOADS.filter((_, at) => at % 5 === 0)) {
    const value = encodeURIComponent(payload);
    await page.goto(`/login?next=${value}`, { waitUntil: "domcontentloaded" });
  }
  for (const payload of SCRIPTS) {
    await page.goto(`/nothing/${encodeURIComponent(payload)}`, { waitUntil: "domcontentloaded" });
    await page.goto(`/activity/dashboard/?name=${encodeURIComponent(payload)}`, { waitUntil: "domcontentloaded" });
  }
  assert.deepEqual(device.noticed, []);
  assertCalm(device, /404/);
  await device.close();
});
