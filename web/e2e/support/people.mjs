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

/** Asks as a program would, in the name of who is signed in; answers what is answered. */
export async function ask(page, method, path, body) {
  const { status, answer } = await page.evaluate(async ([method, path, body]) => {
    const csrf = document.cookie.match(/csrftoken=([^;]+)/)[1];
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
    const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
    return { status: response.status, answer: await response.json().catch(() => null) };
  }, [method, path, body]);
  if (status >= 400) throw new Error(`${path} was refused: ${status}`);
  return answer;
}

/** Logs actions as a program does; one, or an array. */
export async function logActions(page, body) {
  await ask(page, "POST", "/logs/", body);
}

/** Makes a task that reminds of itself as soon as the server looks. */
export async function remind(page, title) {
  await ask(page, "POST", "/api/tasks/", { title, remind_at: new Date().toISOString() });
}
