// The pages that anybody sees first.

import { axe, bytes, expect, test } from "./fixtures";

const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

for (const address of ["/", "/sign-in"]) {
  test(`${address} has one heading, no fault for axe, and strict headers @narrow`, async ({ page }) => {
    const response = await page.goto(address);
    expect(response?.status()).toBe(200);
    const headers = response!.headers();
    expect(headers["content-security-policy"]?.replace(/\s+/g, " ")).toBe(policy);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await expect(page.locator("html")).toHaveAttribute("lang", "en-GB");
    await axe(page);
  });

  test(`${address} does not scroll sideways @narrow`, async ({ page }) => {
    await page.goto(address);
    const { scroll, view } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      view: document.documentElement.clientWidth,
    }));
    expect(scroll).toBeLessThanOrEqual(view);
  });

  test(`${address} comes in at most 60 kB and 6 requests, without a script`, async ({ page }) => {
    const wire = await bytes(page);
    await page.goto(address, { waitUntil: "networkidle" });
    expect(wire.bytes).toBeLessThanOrEqual(60_000);
    expect(wire.requests).toBeLessThanOrEqual(6);
    await expect(page.locator("script")).toHaveCount(0);
  });
}
