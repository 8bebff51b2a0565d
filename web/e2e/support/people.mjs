// What people do again and again.
export const PASSWORD = "correct horse battery";

export async function signUp(page, name) {
  await page.goto("/registration");
  await page.getByLabel("Username").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Password again").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/registration"));
}

export async function signIn(page, name, next = "/") {
  await page.goto(`/login?next=${encodeURIComponent(next)}`);
  await page.getByLabel("Username").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === next);
}

/** Logs "reading 30m #book" on Today. */
export async function logLine(page, line) {
  const input = page.getByRole("textbox", { name: "Log an activity" });
  await input.fill(line);
  await input.press("Enter");
}

/** The entry with this name, as one that can be opened. */
export function entry(page, name) {
  return page.locator("button[data-entry]").filter({ hasText: name });
}

/** Logs actions as a program does; one, or an array. */
export async function logActions(page, body) {
  const status = await page.evaluate(async (body) => {
    const csrf = document.cookie.match(/csrftoken=([^;]+)/)[1];
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
    return (await fetch("/logs/", { method: "POST", headers, body: JSON.stringify(body) })).status;
  }, body);
  if (status !== 201) throw new Error(`the logs were refused: ${status}`);
}
