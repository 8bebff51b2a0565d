// Makes src/api/schema.ts from openapi.json. Aliases of an operation (`…_alias_2`) have the same meaning and are left out.
/** @type {import("@rtk-query/codegen-openapi").ConfigFile} */
module.exports = {
  schemaFile: "../openapi.json",
  apiFile: "../src/api/base.ts",
  apiImport: "api",
  outputFile: "../src/api/schema.ts",
  exportName: "schema",
  hooks: true,
  filterEndpoints: (name) => !/Alias\d*$/.test(name),
};
