/// <reference types="vitest/config" />
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./build/precompress.ts";
import { realServer } from "./dev/proxy.ts";

export default defineConfig({
  plugins: [react(), tailwindcss(), precompress(), realServer()],
  resolve: { tsconfigPaths: true },
  build: {
    // Everything is a file of its own: the policy allows no data: script, style or font.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: {
    // A machine that builds something else meanwhile is slow.
    testTimeout: 60_000,
    // Nothing else runs beside it, so that no processor is left out.
    maxWorkers: "100%",
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      { extends: true, test: { name: "rules", environment: "node", include: ["src/**/*.test.ts", "scripts/**/*.test.ts"] } },
      {
        extends: true,
        test: { name: "views", environment: "jsdom", setupFiles: ["src/test/setup.ts"], include: ["src/**/*.test.tsx"] },
      },
    ],
  },
});
