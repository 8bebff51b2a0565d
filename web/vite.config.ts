/// <reference types="vitest/config" />
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./build/precompress.ts";
import { fakeServer } from "./dev/plugin.ts";
import { realServer } from "./dev/proxy.ts";

export default defineConfig(({ mode }) => ({
  plugins: [react(), tailwindcss(), precompress(), mode === "fake" ? fakeServer() : realServer()],
  resolve: { tsconfigPaths: true },
  build: {
    // Everything is a file of its own: the policy allows no data: script, style or font.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "build/**/*.test.ts"],
    restoreMocks: true,
  },
}));
