// Makes src/api/schema.ts from openapi.json (which `daybook openapi` writes): the operations that the app uses.
// Aliases of an operation (`…_alias_2`) mean the same and are left out.
const USED = [/^\/api\/activities\//, /^\/api\/profile-history\//, /^\/api\/profiles\//, /^\/api\/auth\/sessions\//, /^\/api\/auth\/users\/set_password\//];
const LEFT_OUT = /Alias\d*$|^exportActivities$/;

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
