// An assessor agrees a reasonable adjustment; it holds in quizzes at once, and its reason is for few.

import { axe, enrol, expect, fits, follow, gpReflections, handIn, isRefused, newName, openWork, press, signUp, test, workOf } from "./journey";

test.describe.configure({ timeout: 120_000 });

test("an adjustment is agreed, shown where it matters, and ended @narrow", async ({ page: learner, assessor, administrator }) => {
  const name = newName();
  await signUp(learner, name);
  await enrol(learner, "gp-attachment-unit");
  await handIn(learner, gpReflections[0]);

  let agreements = "";
  await test.step("the assessor agrees it", async () => {
    await assessor.goto(`/assessment?learner=${encodeURIComponent(name)}`);
    await workOf(assessor, name).getByRole("link").click();
    await follow(assessor, "Learner");
    await axe(assessor);
    await follow(assessor, "Agree something, or end it");
    agreements = assessor.url();
    await axe(assessor);
    await fits(assessor);
    await press(assessor, "Agree");
    await isRefused(assessor, "Choose what is agreed.", "Enter the reason.");
    await axe(assessor);
    await assessor.getByLabel(/^Oral instead of written evidence/).check();
    await assessor.getByLabel("Why, and how it was agreed").fill("Dyslexia; agreed in June.");
    await press(assessor, "Agree");
    await expect(assessor.getByText("Why: Dyslexia; agreed in June.")).toBeVisible();
    await openWork(assessor, name);
    await expect(assessor.getByText("Agreed with this learner: Oral instead of written evidence.")).toBeVisible();
    await axe(assessor);
  });

  await test.step("the learner and the administrator read it with its reason; the administrator ends it", async () => {
    await learner.goto("/portfolio");
    await expect(learner.getByText("Why: Dyslexia; agreed in June.")).toBeVisible();
    await axe(learner);
    await fits(learner);
    await administrator.goto("/arrangements");
    await axe(administrator);
    await fits(administrator);
    const own = administrator.getByRole("listitem").filter({ hasText: name });
    await expect(own).toContainText("Why: Dyslexia; agreed in June.");
    await own.getByRole("button", { name: /^End/ }).click();
    await expect(own).toHaveCount(0);
    await learner.reload();
    await expect(learner.getByText("Why: Dyslexia; agreed in June.")).toHaveCount(0);
  });

  await test.step("larger print is there on every page that the learner reads", async () => {
    const size = () => learner.evaluate(() => getComputedStyle(document.documentElement).fontSize);
    const usual = parseFloat(await size());
    await assessor.goto(agreements);
    await assessor.getByLabel(/^Larger print/).check();
    await assessor.getByLabel("Why, and how it was agreed").fill("Low vision; agreed in June.");
    await press(assessor, "Agree");
    for (const address of ["/portfolio", "/modules", "/qualifications/gp-attachment-unit", "/modules/attachment-in-the-consultation", "/account", "/review"]) {
      await learner.goto(address);
      expect(parseFloat(await size()), address).toBeCloseTo(usual * 1.3, 1);
      await fits(learner);
      await axe(learner);
    }
  });
});
