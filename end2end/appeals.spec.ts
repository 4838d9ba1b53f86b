// A learner appeals a decision; somebody who had nothing to do with it answers, and what they find counts.

import {
  axe,
  enrol,
  expect,
  fits,
  follow,
  gpReflections,
  handIn,
  hears,
  isRefused,
  newName,
  openWork,
  press,
  returnEverything,
  signIn,
  signUp,
  test,
} from "./journey";

test.describe.configure({ timeout: 120_000 });

test("a decision is appealed and looked at again @narrow", async ({ page: learner, assessor, elsewhere }) => {
  const name = newName();
  const iqa = await elsewhere();
  await signUp(learner, name);
  await enrol(learner, "gp-attachment-unit");
  await handIn(learner, gpReflections[0]);
  await signIn(iqa, "iqa");
  await openWork(assessor, name);
  await returnEverything(assessor, "Say more about the pause.");
  await hears(assessor, "Returned.");

  await test.step("the learner appeals in their own words", async () => {
    await learner.reload();
    await axe(learner);
    await follow(learner, "Ask for another look at GP1.1.1");
    await expect(learner.getByText("it harms nothing", { exact: false }).first()).toBeVisible();
    await axe(learner);
    await fits(learner);
    await press(learner, "Send the appeal");
    await isRefused(learner, "Enter what you see differently.");
    await learner.getByLabel("What do you see differently?").fill("The pause is in my second paragraph.");
    await press(learner, "Send the appeal");
    await hears(learner, "We have your appeal.");
    await expect(learner.getByRole("button", { name: "Take the appeal back" })).toBeVisible();
    await axe(learner);
  });

  await test.step("not the assessor who decided it, but somebody else answers", async () => {
    await assessor.goto("/appeals");
    await expect(assessor.getByRole("main")).not.toContainText(name);
    await axe(assessor);
    await iqa.goto("/appeals");
    await expect(iqa.getByRole("listitem").filter({ hasText: name })).toContainText("appealed today");
    await follow(iqa, name);
    await axe(iqa);
    await fits(iqa);
    await iqa.getByLabel("Achieved", { exact: true }).check();
    await press(iqa, "Answer the appeal");
    await expect(iqa.getByRole("alert")).toContainText("Say why you see it so; the learner reads it.");
    for (const box of await iqa.getByRole("main").getByRole("checkbox").all()) await box.check();
    await iqa.getByLabel("Feedback, and what to do next").fill("I find the pause there, and why.");
    await press(iqa, "Answer the appeal");
    await hears(iqa, "Answered.");
  });

  await test.step("the learner reads both decisions", async () => {
    await learner.reload();
    await expect(learner.getByText("I find the pause there, and why.")).toBeVisible();
    await expect(learner.getByText("Say more about the pause.").first()).toBeVisible();
    await axe(learner);
    await learner.goto("/portfolio");
    await axe(learner);
  });
});
