// An internal quality assurer has assessors judge the same work blind; then everybody sees what was found.

import { axe, expect, fits, follow, isAt, newName, press, signIn, test } from "./journey";

test.describe.configure({ timeout: 120_000 });

test("work is judged blind and seen together @narrow", async ({ page: iqa, assessor }) => {
  const title = `A pause ${newName("Quiet")}`;
  await signIn(iqa, "iqa");

  await test.step("an exemplar is looked through, kept and opened", async () => {
    await iqa.goto("/standardisation");
    await axe(iqa);
    await follow(iqa, "Make an exemplar");
    await iqa.getByLabel("Unit").selectOption("gp-attachment-unit GP1");
    await press(iqa, "Go on");
    await axe(iqa);
    await iqa.getByLabel("What it is called").fill(title);
    await iqa.getByLabel("The work").fill("She left the number 07700 900123. I asked, and then I waited.");
    for (const code of ["GP1.1.1", "GP1.1.2"]) await iqa.getByRole("checkbox", { name: code }).check();
    await press(iqa, "Keep it");
    await expect(iqa.getByRole("heading", { name: "Could anybody be recognised?" })).toBeVisible();
    await axe(iqa);
    await fits(iqa);
    await iqa.getByLabel("The work").fill("She left a number. I asked, and then I waited.");
    await press(iqa, "Keep it");
    await isAt(iqa, title);
    await press(iqa, "Open an exercise");
    await expect(iqa.getByRole("button", { name: "Close the exercise" })).toBeVisible();
    await axe(iqa);
  });

  await test.step("an assessor judges once", async () => {
    await assessor.goto("/standardisation");
    await axe(assessor);
    await follow(assessor, title);
    await axe(assessor);
    await fits(assessor);
    await press(assessor, "Record what I find");
    await expect(assessor.getByRole("alert")).toContainText("Decide GP1.1.1: achieved, or not yet achieved.");
    for (const code of ["GP1.1.1", "GP1.1.2"]) {
      const one = assessor.getByRole("group", { name: code });
      await one.getByLabel("Achieved", { exact: true }).check();
      await one.getByLabel("Why").fill("The waiting shows it.");
    }
    await press(assessor, "Record what I find");
    await expect(assessor.getByRole("heading", { name: "What you found" })).toBeVisible();
    await axe(assessor);
  });

  await test.step("closed, everybody sees it, and what was agreed is recorded", async () => {
    await iqa.reload();
    await expect(iqa.getByText("The waiting shows it.")).toHaveCount(0);
    await press(iqa, "Close the exercise");
    await expect(iqa.getByText("Achieved: 1. Not yet achieved: 0.").first()).toBeVisible();
    await expect(iqa.getByText("Not enough data for a figure of agreement", { exact: false })).toBeVisible();
    await axe(iqa);
    await iqa.getByText("Record what you agreed on GP1.1.1").click();
    const one = iqa.getByRole("group").filter({ hasText: "Record what you agreed on GP1.1.1" });
    await one.getByLabel("Achieved", { exact: true }).check();
    await one.getByLabel("Why").fill("We agree: the waiting shows it.");
    await one.getByRole("button", { name: "Record it" }).click();
    await expect(iqa.getByText("We agree: the waiting shows it.")).toBeVisible();
    await axe(iqa);
    await fits(iqa);
    await assessor.reload();
    await expect(assessor.getByText("We agree: the waiting shows it.")).toBeVisible();
  });
});
