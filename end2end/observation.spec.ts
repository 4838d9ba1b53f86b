// An assessor records an observation; the learner reads it and says what they think of it.

import { axe, enrol, expect, fits, follow, handIn, gpReflections, isAt, newName, press, signUp, test, workOf } from "./journey";

test.describe.configure({ timeout: 120_000 });

const seen = "She asked what the woman wanted to begin with, waited for the answer, and said it back in her own words. ".repeat(5);

test("an observation is recorded, read and answered @narrow", async ({ page: learner, assessor }) => {
  const name = newName();
  await signUp(learner, name);
  await enrol(learner, "gp-attachment-unit");
  await handIn(learner, gpReflections[0]);

  await test.step("the assessor records it", async () => {
    await assessor.goto(`/assessment?learner=${encodeURIComponent(name)}`);
    await workOf(assessor, name).getByRole("link").click();
    await follow(assessor, "Learner");
    await follow(assessor, "Record an observation or a professional discussion");
    await axe(assessor);
    await press(assessor, "Go on");
    await isAt(assessor, "Observation");
    await axe(assessor);
    await fits(assessor);
    await assessor.getByLabel("On which day").fill("2090-01-01");
    await assessor.getByLabel("What was observed").fill("A first meeting");
    await press(assessor, "Record it");
    await expect(assessor.getByRole("alert")).toContainText("This day has not come yet.");
    await expect(assessor.getByLabel("What was observed")).toHaveValue("A first meeting");
    await axe(assessor);
    await assessor.getByLabel("On which day").fill("2026-05-20");
    await assessor.getByLabel("Where", { exact: true }).fill("at the clinic");
    await assessor.getByLabel("For how many minutes").fill("40");
    await assessor.getByLabel(/^Everybody present knew/).check();
    await assessor.getByLabel("What the learner did").fill(seen);
    await assessor.getByLabel(/^GP1\.1\.1/).check();
    await assessor.locator('[id="why-GP1.1.1"]').fill("She names what she does.");
    await press(assessor, "Record it");
    await expect(assessor.getByText("20 May 2026, 40 minutes, at the clinic")).toBeVisible();
    await axe(assessor);
    await fits(assessor);
  });

  await test.step("the learner reads it and says what they think of it", async () => {
    await learner.goto("/portfolio");
    await follow(learner, "A first meeting");
    await expect(learner.getByText("20 May 2026, 40 minutes, at the clinic")).toBeVisible();
    await axe(learner);
    await fits(learner);
    await learner.getByLabel("Your comment (optional)").fill("It was so. I was nervous.");
    await press(learner, "I have read it");
    await expect(learner.getByText("It was so. I was nervous.")).toBeVisible();
    await axe(learner);
    await assessor.reload();
    await expect(assessor.getByText("It was so. I was nervous.")).toBeVisible();
  });
});
