// Clients of the servers that Daybook replaces, pointed at it unchanged: a React-like page on another origin, and Postman.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import newman from "newman";
import { assertCalm, launchBrowser, newDevice } from "./support/browser.mjs";
import { PASSWORD } from "./support/people.mjs";
import { startServer } from "./support/server.mjs";

const FILES = {
  "/": ["text/html", new URL("clients/tasks.html", import.meta.url)],
  "/tasks.js": ["text/javascript", new URL("clients/tasks.js", import.meta.url)],
  "/axios.js": ["text/javascript", new URL("../node_modules/axios/dist/axios.min.js", import.meta.url)],
};

const collection = await readFile(new URL("clients/logs.postman_collection.json", import.meta.url), "utf8");

let pages;
let server;
let browser;

before(async () => {
  pages = createServer(async (request, response) => {
    const [type, file] = FILES[new URL(request.url, "http://pages").pathname] ?? [];
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": type }).end(await readFile(file));
  }).listen(0, "127.0.0.1");
  await once(pages, "listening");
  server = await startServer({ CORS_ALLOWED_ORIGINS: origin() });
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  pages?.close();
});

const origin = () => `http://127.0.0.1:${pages.address().port}`;

test("a task list of another origin", async (t) => {
  const device = await newDevice(browser, origin());
  const page = await device.newPage();
  const said = (text) => page.getByRole("status").filter({ hasText: text });
  const stored = (name) => page.evaluate((key) => localStorage.getItem(key), name);
  const refused = (path, body) =>
    fetch(server.url + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

  await t.test("register; what is wrong is told in the words that it knows", async () => {
    await page.goto(`/?api=${server.url}`);
    await page.getByLabel("Username").fill("ann");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("Password again").fill("something else");
    await page.getByRole("button", { name: "Register" }).click();
    await said('400 {"password2":["Passwords do not match."]}').waitFor();
    await page.getByLabel("Password again").fill(PASSWORD);
    await page.getByRole("button", { name: "Register" }).click();
    await page.getByRole("heading", { name: "Tasks of ann" }).waitFor();
  });

  await t.test("add, finish by sending the whole task back, delete without the last slash", async () => {
    await page.getByLabel("New task").fill("pay rent");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("pay rent (open)").waitFor();
    await page.getByRole("button", { name: "Finish pay rent" }).click();
    await page.getByText("pay rent (done)").waitFor();
    await page.getByRole("button", { name: "Delete pay rent" }).click();
    await page.getByRole("button", { name: "Delete pay rent" }).waitFor({ state: "detached" });
  });

  await t.test("an access token that is no more is renewed, and both tokens are new", async () => {
    const before = await stored("refresh");
    await page.evaluate(() => localStorage.setItem("access", "worn.out.token"));
    await page.reload();
    await page.getByRole("heading", { name: "Tasks of ann" }).waitFor();
    assert.notEqual(await stored("refresh"), before);
    assert.equal((await refused("/user/verify/", { token: before })).status, 401);
  });

  await t.test("log out without a body: the session is over all the same", async () => {
    const refresh = await stored("refresh");
    await page.getByRole("button", { name: "Log out" }).click();
    await said("logged out with 400").waitFor();
    assert.equal((await refused("/user/refresh/", { refresh })).status, 401);
  });

  await t.test("log in again", async () => {
    await page.getByLabel("My name").fill("ann");
    await page.getByLabel("My password").fill("wrong");
    await page.getByRole("button", { name: "Log in" }).click();
    await said('401 {"detail":"Invalid credentials."}').waitFor();
    await page.getByLabel("My password").fill(PASSWORD);
    await page.getByRole("button", { name: "Log in" }).click();
    await page.getByRole("heading", { name: "Tasks of ann" }).waitFor();
  });

  assertCalm(device, /Failed to load resource.*(400|401)/);
});

test("a page of an origin that was not named reads nothing", async () => {
  const device = await newDevice(browser, origin().replace("127.0.0.1", "localhost"));
  const page = await device.newPage();
  await page.goto(`/?api=${server.url}`);
  await page.getByLabel("My name").fill("ann");
  await page.getByLabel("My password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("status").filter({ hasText: "Network Error" }).waitFor();
});

test("a Postman collection of action logs", async () => {
  const answer = await fetch(`${server.url}/api/signup/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "postman", password: PASSWORD }),
  });
  const { token } = await answer.json();
  const summary = await new Promise((resolve, reject) => {
    newman.run(
      {
        collection: JSON.parse(collection),
        envVar: [
          { key: "base_url", value: server.url },
          { key: "token", value: token },
        ],
      },
      (error, done) => (error ? reject(error) : resolve(done)),
    );
  });
  assert.deepEqual(summary.run.failures.map(({ source, error }) => `${source.name}: ${error.message}`), []);
  assert.equal(summary.run.stats.assertions.total, 7);
});
