// The keyboard alone is enough.

import {
  criterion,
  enrol,
  expect,
  handIn,
  hears,
  isAt,
  islandsReady,
  newName,
  showsFocus,
  signUp,
  tabTo,
  test,
} from "./journey";

test.describe.configure({ timeout: 90_000 });

test("answers a question in a section", async ({ page }) => {
  await page.goto("/modules/attachment-in-the-consultation/attachment-in-ten-minutes");
  await islandsReady(page);
  const question = page.locator("#gp-palpitations");
  await tabTo(page, question.getByRole("radio").first());
  await showsFocus(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(question.getByRole("radio").nth(2)).toBeChecked();
  await tabTo(page, question.getByRole("button", { name: "Answer" }));
  await showsFocus(page);
  await page.keyboard.press("Enter");
  await expect(question.getByRole("status")).toContainText("Yes.");
  await expect(question).toBeInViewport();
});

test("answers the first question of a quiz, and saves it", async ({ page }) => {
  await signUp(page);
  await page.goto("/quizzes/gp-attachment-quiz");
  await tabTo(page, page.getByRole("button", { name: "Start" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/attempts\//);
  const first = page.locator(".question").first();
  await tabTo(page, first.locator("input").first());
  await showsFocus(page);
  await page.keyboard.press("Space");
  await expect(first.locator("input").first()).toBeChecked();
  await tabTo(page, page.getByRole("button", { name: "Save and leave" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Go on with your attempt" })).toBeVisible();
});

test("marks a criterion, and saves it", async ({ page, assessor }) => {
  const name = newName("Keys");
  await signUp(page, name);
  await enrol(page, "gp-attachment-unit");
  await handIn(page, "gp-consultation-reflection");
  await assessor.goto("/assessment");
  await tabTo(assessor, assessor.getByRole("row").filter({ hasText: name }).getByRole("button"));
  await assessor.keyboard.press("Enter");
  await isAt(assessor, new RegExp(`^${name}`));
  const part = criterion(assessor, "GP1.1.1");
  await tabTo(assessor, part.getByRole("radio").first());
  await showsFocus(assessor);
  await assessor.keyboard.press("ArrowDown");
  await expect(part.getByLabel("Not yet achieved")).toBeChecked();
  await tabTo(assessor, part.getByRole("checkbox").first());
  await assessor.keyboard.press("Space");
  await expect(part.getByLabel("valid")).toBeChecked();
  await showsFocus(assessor);
  await tabTo(assessor, part.getByLabel("Feedback, and what to do next"));
  await assessor.keyboard.type("Say more about the third idea.");
  await tabTo(assessor, assessor.getByRole("button", { name: "Save and leave" }));
  await assessor.keyboard.press("Enter");
  await hears(assessor, "Saved.");
});
