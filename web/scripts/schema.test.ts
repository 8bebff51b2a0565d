// The client that is committed is the one that openapi.json gives.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { type ConfigFile, generateEndpoints } from "@rtk-query/codegen-openapi";
import { expect, test } from "vitest";

test("src/api/schema.ts is up to date: run `npm run generate`", async () => {
  const config = { ...(createRequire(import.meta.url)("./codegen.cjs") as ConfigFile), outputFile: undefined };
  const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
  const made = await generateEndpoints({ ...config, schemaFile: here("../openapi.json"), apiFile: here("../src/api/base.ts") });
  const committed = await readFile(new URL("../src/api/schema.ts", import.meta.url), "utf8");
  const plain = (text: string) => text.replaceAll(/from ".*"/g, "").replaceAll(/[\s;,"]/g, "");
  expect(plain(String(made))).toBe(plain(committed));
});
