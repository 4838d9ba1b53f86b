// An assessor works the queue with one learner: returns, accepts, signs the unit off and issues the certificate.

import {
  achieveEverything,
  axe,
  becomeReadyForAssessment,
  beginning,
  certificateNumber,
  criterion,
  expect,
  follow,
  hears,
  isAt,
  isRefused,
  newName,
  openWork,
  press,
  test,
  theText,
  workOf,
} from "./journey";

test.describe.configure({ timeout: 120_000 });

const feedback = "Feedback, and what to do next";

test("returns a reflection, accepts the next version, signs off and certifies", async ({ page: learner, assessor }) => {
  const name = newName();
  await becomeReadyForAssessment(learner, name);

  await test.step("the queue has the oldest work first", async () => {
    await assessor.goto("/assessment");
    await expect(workOf(assessor, name)).toHaveCount(2);
    await expect(assessor.getByRole("row").nth(1)).toContainText(/\d+ days ago.*Amira Kaur.*Submission 2/);
    await expect(workOf(assessor, name).first()).toContainText(/today.*First submission/);
    await axe(assessor);
  });

  await test.step("saves and leaves; nothing typed is lost", async () => {
    await openWork(assessor, name);
    await isAt(assessor, `${name} · unit GP1, Reflection on one consultation`);
    await axe(assessor);
    await criterion(assessor, "GP1.1.1").getByLabel("Achieved", { exact: true }).check();
    for (const box of await criterion(assessor, "GP1.1.1").getByRole("checkbox").all()) await box.check();
    await criterion(assessor, "GP1.1.1").getByLabel(feedback).fill("All three ideas,\nused well.");
    await press(assessor, "Save and leave");
    await hears(assessor, "Saved. Nothing has been decided; the work stays in the queue.");
    await expect(workOf(assessor, name).first()).toContainText("You saved work on it today.");
    await openWork(assessor, name);
    await expect(criterion(assessor, "GP1.1.1").getByLabel("Achieved", { exact: true })).toBeChecked();
    await expect(criterion(assessor, "GP1.1.1").getByLabel(feedback)).toHaveValue("All three ideas,\nused well.");
  });

  await test.step("a missing decision is refused, and the summary leads there", async () => {
    const other = criterion(assessor, "GP1.1.2");
    await other.getByLabel("Not yet achieved").check();
    await press(assessor, "Record the decisions");
    await isRefused(
      assessor,
      "Say what GP1.1.2 still needs.",
      ...["GP1.2.1", "GP1.2.2", "GP1.2.3"].map((code) => `Decide ${code}: achieved, or not yet achieved.`),
    );
    await axe(assessor);
    await assessor.getByRole("alert").getByRole("link", { name: "Say what GP1.1.2 still needs." }).click();
    await expect(other.getByLabel(feedback)).toBeFocused();
    await assessor.getByRole("alert").getByRole("link", { name: /^Decide GP1.2.1/ }).click();
    await expect(criterion(assessor, "GP1.2.1")).toBeInViewport();
    await assessor.keyboard.press("Tab");
    await expect(criterion(assessor, "GP1.2.1").getByLabel("Achieved", { exact: true })).toBeFocused();
    await expect(criterion(assessor, "GP1.1.1").getByLabel(feedback)).toHaveValue("All three ideas,\nused well.");
  });

  await test.step("returns it with feedback", async () => {
    await achieveEverything(assessor);
    const open = criterion(assessor, "GP1.1.2");
    await open.getByLabel("Not yet achieved").check();
    await open.getByLabel(feedback).fill("Say what the pattern does not explain.");
    await open.getByText("Agree a next step and a day").click();
    await open.getByLabel("Next step").fill("Read the paragraph aloud to a colleague.");
    await open.getByLabel("By").fill("2090-07-31");
    await assessor.getByLabel(`A word to ${name}`).fill("Nearly there.");
    await press(assessor, "Record the decisions");
    await hears(assessor, "Returned. The learner sees your feedback and can hand in again.");
    await expect(workOf(assessor, name)).toHaveCount(1);
  });

  await test.step("the learner reads the feedback and hands in the next version", async () => {
    await learner.goto("/");
    await isAt(learner, "Your assessor has given feedback: GP1.1.2 not yet achieved in “Reflection on one consultation”.");
    await follow(learner, "Read the feedback and go on");
    await follow(learner, "Go on writing");
    await expect(learner.getByText("Your assessor has answered.")).toBeVisible();
    await expect(learner.getByRole("main")).toContainText("Say what the pattern does not explain.");
    await expect(learner.getByRole("main")).toContainText("Nearly there.");
    await expect(learner.getByRole("main")).toContainText("Next step, by 31 July 2090");
    await axe(learner);
    await follow(learner, "Write the next version");
    await expect(theText(learner)).toHaveValue(/^She came on a Tuesday and stayed\./);
    await theText(learner).press("Control+End");
    await learner.keyboard.insertText("\n\nWhat attachment does not explain is the bus fare.");
    await press(learner, "Hand in");
    await hears(learner, "Handed in.");
    await expect(learner.locator(".history").getByRole("listitem")).toHaveCount(2);
    await expect(learner.locator(".history")).toContainText(/With the assessors.*Returned by Daniel Okafor/s);
  });

  await test.step("both versions stay, and the second is accepted", async () => {
    await assessor.goto("/assessment");
    await workOf(assessor, name).filter({ hasText: "Submission 2" }).getByRole("button").click();
    await expect(assessor.getByRole("main")).toContainText("What attachment does not explain is the bus fare.");
    await assessor.getByText(/^Submission 1, handed in on/).click();
    const before = assessor.locator("details", { hasText: /^Submission 1/ });
    await expect(before).toContainText("Say what the pattern does not explain.");
    await expect(before).not.toContainText("bus fare");
    await achieveEverything(assessor);
    await press(assessor, "Record the decisions");
    await hears(assessor, "Recorded. Every criterion of this submission is achieved.");
  });

  await test.step("the unit cannot be signed off while something is open", async () => {
    await expect(assessor.getByRole("heading", { name: "GP1 cannot be signed off yet" })).toBeVisible();
    await expect(assessor.getByText("GP1.3.1 is waiting for a decision")).toBeVisible();
    await expect(assessor.getByRole("button", { name: /Sign off|Issue/ })).toHaveCount(0);
    await axe(assessor);
    const enrolment = new URL(assessor.url()).pathname;
    const forced = await assessor.request.post(`${enrolment}/sign-offs`, { form: { unit: "GP1" } });
    expect([409, 422]).toContain(forced.status());
  });

  await test.step("signs off, and issues the certificate", async () => {
    await openWork(assessor, name);
    await achieveEverything(assessor);
    await press(assessor, "Record the decisions");
    await hears(assessor, "Recorded.");
    await axe(assessor);
    await press(assessor, "Sign off GP1");
    await hears(assessor, "Signed off.");
    await axe(assessor);
    await expect(assessor.locator("dt:text-is('In the name of') + dd")).toHaveText(name);
    await press(assessor, "Issue the certificate");
    await certificateNumber(assessor);
    await axe(assessor);
  });

  await test.step("the learner downloads the certificate", async () => {
    await learner.goto("/portfolio");
    await expect(learner.getByText(/^Signed off on \d+ \w+ \d{4}\.$/)).toBeVisible();
    const download = learner.waitForEvent("download");
    await follow(learner, "Download the PDF");
    expect((await download).suggestedFilename()).toMatch(/^certificate-SB-\w{5}-\w{5}-\w\.pdf$/);
    expect(await beginning(await download)).toBe("%PDF-");
    await axe(learner);
  });
});
