// Looking something up, from any page, with scripts and without.

import { axe, expect, signUp, test } from "./fixtures";
import { fits, press } from "./journey";

/** Opens the menu where it is folded, and searches from the header. */
async function find(page: import("@playwright/test").Page, words: string) {
  const menu = page.getByRole("banner").locator("details.fold > summary");
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("search").getByRole("searchbox").fill(words);
  await page.getByRole("search").getByRole("button", { name: "Search" }).click();
}

test("somebody finds a section by its words, and lands at the heading @narrow", async ({ page }) => {
  await page.goto("/modules");
  await find(page, "withdrawal ruptures");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Search");
  await expect(page.getByRole("status").first()).toContainText("for “withdrawal ruptures”");
  const first = page.locator(".found > li").first();
  await expect(first.locator("mark").first()).toBeVisible();
  await fits(page);
  await axe(page);
  await page.locator(".found > li", { hasText: "Section ·" }).first().getByRole("link").click();
  await expect(page).toHaveURL(/\/modules\/.+\/.+/);
});

test("a term is explained on top, a misspelt word is understood, and nothing odd breaks it @narrow", async ({ page }) => {
  await page.goto("/search?q=secure+base");
  const first = page.locator(".found > li").first();
  await expect(first).toContainText("Glossary");
  await expect(first.locator(".definition")).toBeVisible();
  await page.getByLabel("What are you looking for?").fill("atachmnt");
  await press(page, "Search");
  await expect(page.getByRole("status").first()).toContainText("shown is “attachment”");
  await page.goto("/search?q=the+of");
  await expect(page.getByRole("status").first()).toContainText("stands on nearly every page");
  await page.goto("/search?q=xqzzk");
  await expect(page.getByText("Try fewer words")).toBeVisible();
  await axe(page);
  await page.goto(`/search?q=${"rupture%20".repeat(2000)}`);
  await expect(page.getByRole("status").first()).toContainText("That was long");
});

test("a question is found by the person who has met it", async ({ page }) => {
  await signUp(page, "Sam Seeker");
  await page.goto("/search?q=the+diary+in+the+bag");
  await expect(page.getByText("A question you have met")).toHaveCount(0);
  await page.goto("/modules/the-therapeutic-alliance/goals-tasks-bond");
  const question = page.locator("#u3-p-diary");
  await question.getByRole("radio").first().check();
  await question.getByRole("button").click();
  await expect(question.locator(".outcome")).toBeVisible();
  await page.goto("/search?q=the+diary+in+the+bag");
  const met = page.locator(".found > li", { hasText: "A question you have met" }).first();
  await met.getByRole("link").click();
  await expect(page).toHaveURL(/#u3-p-diary$/);
});
