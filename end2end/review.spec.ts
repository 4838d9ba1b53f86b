// Spaced review: one's own misses and the words of the glossary, a few a day; and how sure one was. The learner of the demonstration has a set for
// today. Runs share it, so each takes an entry of its own.

import { type Locator, type Page } from "@playwright/test";
import { axe, expect, islandsReady, signIn, signUp, test } from "./fixtures";
import { follow, isAt, press } from "./journey";

const runs = ["scripts on", "scripts off", "scripts on, narrow", "scripts off, narrow"];

/** The entry of today's set that belongs to this run. */
function own(page: Page, name: RegExp): Locator {
  const run = runs.indexOf(test.info().project.name);
  return page.locator("main .list > li").filter({ has: page.getByRole("link", { name }) }).nth(run);
}

const question = /^(?!What does “)/;
const term = /^What does “/;

/** Some answer to the question on the page, whatever its type. */
async function answerSomehow(page: Page) {
  const form = page.locator("form.question");
  for (const [at, list] of (await form.locator("select").all()).entries()) {
    const last = (await list.locator("option").count()) - 1;
    await list.selectOption({ index: Math.min(at + 1, last) });
  }
  for (const line of await form.locator("input[type=text]").all()) await line.fill("7");
  const choices = form.locator("input[type=radio], input[type=checkbox]");
  if (await choices.count()) await choices.first().check();
}

test("a question comes back, is answered once and explained @narrow", async ({ page }) => {
  await signIn(page, "learner");
  await page.goto("/");
  await follow(page, "Open it");
  await isAt(page, /short questions? (for today|left for today)$/);
  await page.getByText("What comes here, and why now?").click();
  await expect(page.getByText("Roediger, H.L.")).toBeVisible();
  await expect(page.getByText("Cepeda, N.J.")).toBeVisible();
  await axe(page);

  await own(page, question).getByRole("link").click();
  expect(await page.content()).not.toContain("data-verdict");
  await page.getByText("Why am I seeing this?").click();
  await expect(page.getByText(/^You met this on \d+ \w+ \d+, and it was not quite right.* when you would be about to forget it\.$/)).toBeVisible();
  await press(page, "Answer");
  await expect(page.getByRole("alert")).toContainText(/first\.$/);
  await axe(page);
  await answerSomehow(page);
  await press(page, "Answer");
  await expect(page.locator(".outcome")).toBeVisible();
  await expect(page.getByText(/^It comes back /)).toBeVisible();
  await axe(page);
  const here = page.url();
  await page.reload();
  await expect(page.locator(".outcome")).toBeVisible();
  await follow(page, "Next");
  await expect(page).not.toHaveURL(here);
});

test("a word is said to oneself, shown, and rated", async ({ page }) => {
  await signIn(page, "learner");
  await page.goto("/review");
  const name = await own(page, term).getByRole("link").textContent();
  await own(page, term).getByRole("link").click();
  await isAt(page, name!);
  const choice = page.getByRole("button", { name: "Nearly" });
  await expect(choice).toBeHidden();
  await page.getByText("Show what it means").focus();
  await page.keyboard.press("Enter");
  await expect(choice).toBeVisible();
  await axe(page);
  await choice.click();
  await expect(page).not.toHaveURL(/terms\/.*rating/);
  await page.goto("/review");
  await expect(page.locator("main .list > li").filter({ hasText: name! })).toContainText("Done It comes back on");
});

test("how sure one was, and where that was a surprise @narrow", async ({ page }) => {
  await signIn(page, "learner");
  await page.goto("/review");
  await follow(page, "How sure you were, and how often you were right");
  await expect(page.getByRole("img", { name: /^How often you were right\. guessing: .*; very sure: \d+ of \d+ right, \d+%\.$/ })).toBeVisible();
  await page.getByText("The same as a table").click();
  await expect(page.getByRole("row", { name: /^Very sure \d+ \d+ \d+%$/ })).toBeVisible();
  await axe(page);
  const surprise = page.getByRole("region").or(page.locator("main section")).locator(".list > li").first();
  await expect(surprise.getByText(/^What teaches it: /)).toBeVisible();
  const title = await surprise.getByRole("link").first().textContent();
  await surprise.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/attempts\/.+#.+/);
  await expect(page.locator(":target")).toContainText(title!);
  await expect(page.getByText("Very sure: ", { exact: false }).first()).toBeVisible();
});

test("what somebody new misses comes the day after", async ({ page }) => {
  await signUp(page, "Wren Newcomer");
  await page.goto("/review");
  await isAt(page, "Nothing to review today");
  await expect(page.getByText(/^Here will be questions/)).toBeVisible();
  await axe(page);
  await page.goto("/modules/the-therapeutic-alliance/goals-tasks-bond");
  await islandsReady(page);
  const form = page.locator("form.question").first();
  for (const at of [0, 1]) {
    await form.getByRole("radio").nth(at).check();
    await form.getByRole("button").click();
    await expect(form.locator(".option").nth(at).locator(".feedback")).toBeVisible();
  }
  await page.goto("/review");
  await isAt(page, "Nothing to review today");
  await expect(page.getByText(/^Next ones from tomorrow, \w+day \d+ \w+\.$/)).toBeVisible();
});
