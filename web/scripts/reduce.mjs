// The app's own reducer, for the server's tests: each line in is a list with its position and the frames that followed,
// each line out the list that the app holds after them; null when it would read the list again.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import ts from "typescript";

const source = new URL("../src/", import.meta.url);

/** A module of the app, with those that it imports, as a URL that Node can import. */
async function asUrl(name) {
  const text = await readFile(new URL(`${name}.ts`, source), "utf8");
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  let script = ts.transpileModule(text, { compilerOptions: options }).outputText;
  for (const [whole, imported] of script.matchAll(/"@\/([^"]+)"/g)) {
    script = script.replace(whole, JSON.stringify(await asUrl(imported)));
  }
  return `data:text/javascript;base64,${Buffer.from(script).toString("base64")}`;
}

const load = async (name) => import(await asUrl(name));
const { applyEvent } = await load("realtime/apply");
const { parseCursor } = await load("realtime/cursor");
const { readFrame } = await load("realtime/protocol");
const { activityRule } = await load("features/activities/rule");
const { messageRule } = await load("features/chat/rule");
const { notificationRule } = await load("features/notifications/rule");
const { categoryRule, taskRule } = await load("features/tasks/rule");

/** By what the names of their events begin with. */
const rules = {
  activity: activityRule(() => true),
  category: categoryRule(),
  message: messageRule("general"),
  notification: notificationRule(() => true),
  task: taskRule(() => true),
};

function reduce({ rule, items, cursor, frames }) {
  let snapshot = { at: parseCursor(cursor), items };
  for (const frame of frames.map(readFrame)) {
    if (frame.kind !== "event") return null;
    snapshot = applyEvent(snapshot, frame.event, rules[rule]);
  }
  return snapshot.items;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(reduce(JSON.parse(line)))}\n`);
}
