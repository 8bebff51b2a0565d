// Makes src/api/schema.ts from openapi.json (which `daybook openapi` writes): the operations that the app uses.
// Aliases of an operation (`…_alias_2`) mean the same and are left out.
const USED = [
  /^\/api\/activities\//,
  /^\/api\/auth\/sessions\//,
  /^\/api\/auth\/users\/me\//,
  /^\/api\/auth\/users\/set_password\//,
  /^\/api\/chat\//,
  /^\/api\/notifications\//,
  /^\/api\/profile-history\//,
  /^\/api\/profiles\/me\//,
  /^\/api\/tasks\//,
  /^\/api\/token\//,
  /^\/api\/users\//,
  /^\/logs\/{id}\/status\//,
];
const LEFT_OUT = /Alias\d*$|^export|^showCalendar$/;

/** @type {import("@rtk-query/codegen-openapi").ConfigFile} */
module.exports = {
  schemaFile: "../openapi.json",
  apiFile: "../src/api/base.ts",
  apiImport: "api",
  outputFile: "../src/api/schema.ts",
  exportName: "schema",
  hooks: true,
  filterEndpoints: (name, { path }) => USED.some((used) => used.test(path)) && !LEFT_OUT.test(name),
};
