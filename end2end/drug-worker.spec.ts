// A drug worker enrols on the specialist qualification and begins its open unit.

import {
  account,
  answer,
  answerKey,
  axe,
  beginReflection,
  enrol,
  expect,
  follow,
  hears,
  isAt,
  press,
  signUp,
  startQuiz,
  test,
  theText,
} from "./journey";

test.describe.configure({ timeout: 90_000 });

test("sees what the qualification is made of, enrols, and begins unit 3", async ({ page }) => {
  await signUp(page, "Kim Sayer");
  await page.goto("/qualifications");
  await axe(page);
  await follow(page, "Specialist Practitioner: Women and Drug Use");
  const unit = (code: string) => page.locator(`details[id=${code}] > summary`);
  for (const code of ["U1", "U2", "U4", "U6", "U7"]) await expect(unit(code)).toContainText(/mandatory · \d+ credits$/);
  for (const code of ["U5", "U8"]) await expect(unit(code)).toContainText(/optional, Choose at least one · \d+ credits$/);
  await expect(unit("U3")).toContainText(/mandatory · 8 credits$/);
  await enrol(page, "specialist-practitioner");
  await axe(page);

  await page.getByRole("main").getByRole("link", { name: "The therapeutic alliance", exact: true }).click();
  await expect(page.getByText("Before you read.")).toBeVisible();
  await follow(page, /^Begin with: “Goals, tasks and bond”/);
  await isAt(page, "Goals, tasks and bond");
  await axe(page);
  await press(page, /^I have read this/);
  await isAt(page, "Why women stay");
  await page.goto("/");
  await isAt(page, /^You have 4 sections to read in/);
  await axe(page);

  await startQuiz(page, "u3-quiz");
  await answer(page, answerKey("the-therapeutic-alliance/quiz.md").slice(0, 2));
  await press(page, "Save and leave");
  await expect(page.getByRole("link", { name: "Go on with your attempt" })).toBeVisible();

  await beginReflection(page, "u3-alliance-reflection");
  await theText(page).fill(account(60));
  await press(page, "Save");
  await hears(page, "Saved. Only you can see it.");
  await expect(theText(page)).toHaveValue(account(60));
  await expect(page.getByText("60 words when saved · 300 to 1500 are asked for")).toBeVisible();
  await axe(page);

  await page.goto("/portfolio");
  const left = page.getByRole("main").getByRole("listitem");
  for (const step of [
    /You have 4 sections to read in/,
    /The quiz .* is still to be passed: 70% of 18 questions\./,
    /“One alliance, seen from both sides” is still to be handed in, for U3\.1\.1, U3\.1\.2, U3\.2\.1, U3\.2\.2 and U3\.2\.3\./,
  ]) {
    await expect(left.filter({ hasText: step })).toBeVisible();
  }
  await expect(page.getByRole("row", { name: /One alliance, seen from both sides U3 Reflective account/ })).toBeVisible();
  await axe(page);
});
