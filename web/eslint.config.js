// Rules that the compiler does not know: which folder may use which, where words live, what everybody can reach.
import { readdirSync } from "node:fs";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const features = readdirSync(new URL("src/features", import.meta.url));

/** Arrows: ui, lib → features → app. A feature does not know another; parents are named by "@/". */
const zone = (files, ...forbidden) => ({
  files,
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          { regex: "^\\.\\./", message: "Name it from the root: @/…" },
          ...forbidden.map((regex) => ({ regex, message: "This folder may not know that one (ui, lib → features → app)." })),
        ],
      },
    ],
  },
});

const words = "Words belong in src/lib/messages.";

export default tseslint.config(
  { ignores: ["dist", "src/api/schema.ts"] },
  { files: ["src/**/*.{ts,tsx}", "build/**/*.ts", "dev/**/*.ts", "*.ts"] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ["**/*.{ts,tsx}"] })),
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "react-hooks": reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "no-console": "error",
      // Our objects are closures; none of their functions reads `this`.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-misused-spread": "off",
    },
  },
  {
    files: ["src/**/*.tsx"],
    ignores: ["**/*.test.tsx"],
    ...jsxA11y.flatConfigs.strict,
    rules: {
      ...jsxA11y.flatConfigs.strict.rules,
      "no-restricted-syntax": [
        "error",
        { selector: "JSXText[value=/\\p{L}{2}/u]", message: words },
        { selector: "JSXAttribute[name.name=/^(?:aria-label|title|placeholder|alt|label|hint)$/] > Literal", message: words },
      ],
    },
  },
  zone(["src/**"]),
  zone(["src/lib/**"], "^@/(?:api|app|features|outbox|realtime|ui)/"),
  zone(["src/ui/**"], "^@/(?:api|app|features|outbox|realtime)/"),
  zone(["src/realtime/**"], "^@/(?:api|app|features|outbox|ui)/"),
  zone(["src/api/**", "src/outbox/**"], "^@/(?:app|features)/"),
  ...features.map((feature) => zone([`src/features/${feature}/**`], "^@/app/", `^@/features/(?!${feature}/)`)),
);
