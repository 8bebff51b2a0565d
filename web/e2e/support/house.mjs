// A server and a browser for the tests of one file; both end with them, the server in good order.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launchBrowser } from "./browser.mjs";
import { startServer } from "./server.mjs";

export let server;
export let browser;

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  assert.equal(await server?.stop(), 0, "the server stops in good order");
});
