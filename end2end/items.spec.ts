// How the questions do: an internal quality assurer looks, and is told honestly that a demonstration has not enough data.

import { expect, signIn, test } from "./fixtures";
import { axe } from "./journey";

test("an internal quality assurer looks at the questions @narrow", async ({ page }) => {
  await signIn(page, "iqa");
  await page.goto("/items");
  await expect(page.getByRole("heading", { level: 1, name: "No question stands out" })).toBeVisible();
  await expect(page.getByText("in fewer than 20 first attempts")).toBeVisible();
  await axe(page);

  await page.getByText("A bank with a question of every type: ").click();
  await page.getByRole("link", { name: "Chosen", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Chosen" })).toBeVisible();
  await expect(page.getByText("Not enough data")).toBeVisible();
  await page.getByText("How to read this").click();
  await expect(page.getByText("Facility is the mean mark")).toBeVisible();
  await axe(page);

  await page.getByRole("link", { name: "How the questions do" }).click();
  await expect(page).toHaveURL(/\/items$/);
});

test("a learner is not shown how questions do", async ({ page }) => {
  await signIn(page, "learner");
  const list = await page.goto("/items");
  expect(list?.status()).toBe(404);
  const one = await page.goto("/items/sample-single");
  expect(one?.status()).toBe(404);
});
