// Every journey runs with scripts and without; those marked @narrow also on a small phone, @phone only there, @scripts only with scripts.
// @look is the same document with scripts and without, so a phone sees it once.
//
// `npx playwright test` alone uses the last debug build; `scripts/test browser` builds first and chooses a free port.

import { defineConfig } from "@playwright/test";

const port = process.env.PORT ?? "3210";
const address = `http://127.0.0.1:${port}`;
process.env.SECURE_BASE_DEMO_PASSWORD ??= "a lantern in the harbour";

const wide = { viewport: { width: 1440, height: 900 } };
const narrow = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 3, hasTouch: true };

export default defineConfig({
  testDir: ".",
  forbidOnly: !!process.env.CI,
  fullyParallel: false,
  workers: 2,
  // On a busy machine a browser may stall. What passes only when tried again is named in the report.
  retries: process.env.CI ? 1 : 0,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    baseURL: address,
    locale: "en-GB",
    timezoneId: "Europe/London",
    // Recording everything takes as long as the tests themselves; ask for it when something is to be found out.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
  projects: [
    { name: "scripts on", use: wide, grepInvert: /@phone/ },
    { name: "scripts off", use: { ...wide, javaScriptEnabled: false }, grepInvert: /@phone|@scripts/ },
    { name: "scripts on, narrow", use: narrow, grep: /@narrow|@phone/ },
    {
      name: "scripts off, narrow",
      use: { ...narrow, javaScriptEnabled: false },
      grep: /@narrow|@phone/,
      grepInvert: /@look|@scripts/,
    },
  ],
  webServer: {
    command: "./serve",
    url: `${address}/readyz`,
    env: { PORT: port, RUST_LOG: "warn" },
    stdout: "ignore",
    stderr: "pipe",
    timeout: 60_000,
  },
});
