// A learner asks a witness, who writes without an account; an assessor sees who it was, and declines what does not bear on a criterion.

import {
  axe,
  criterion,
  enrol,
  expect,
  fits,
  follow,
  hears,
  isAt,
  isRefused,
  newName,
  openWork,
  press,
  signUp,
  test,
} from "./journey";

test.describe.configure({ timeout: 120_000 });

const saw = "She asked what the mother wanted before she said anything, waited, and wrote it down in her words. ".repeat(4);

test("a witness writes over a link, and the learner hands it in @narrow", async ({ page: learner, assessor, elsewhere }) => {
  const name = newName();
  const witness = await elsewhere();
  await signUp(learner, name);
  await enrol(learner, "gp-attachment-unit");

  const link = await test.step("the learner asks, and gets a link to pass on", async () => {
    await learner.goto("/witnesses");
    await axe(learner);
    await fits(learner);
    await follow(learner, /^GP1, /);
    await press(learner, "Ask");
    await isRefused(learner, /Enter their name/, /Give an email address/, /Enter what they should write about/, /Tick at least one/);
    await axe(learner);
    await learner.getByLabel("Their name").fill("Wil Marsh");
    await learner.getByLabel("I’ll send the link myself").check();
    await learner.getByLabel("What they should write about").fill("The visit in May.");
    await learner.getByLabel(/^GP1\.1\.1/).check();
    await learner.getByLabel(/^GP1\.1\.2/).check();
    await press(learner, "Ask");
    await isAt(learner, "The link for Wil Marsh");
    await axe(learner);
    await fits(learner);
    return learner.getByLabel("The link").inputValue();
  });

  await test.step("the witness is refused with everything kept, then hands it over", async () => {
    const address = new URL(link).pathname;
    await witness.goto(address);
    await isAt(witness, `A witness for ${name}`);
    await axe(witness);
    await fits(witness);
    await witness.getByLabel("What you saw and heard").fill(`${saw}Ring her on 07700 900123.`);
    await press(witness, "Hand over what I wrote");
    await expect(witness.getByLabel("What you saw and heard")).toHaveValue(/07700 900123/);
    await expect(witness.locator("mark")).toHaveText("07700 900123");
    await axe(witness);
    await witness.getByLabel("Your role").fill("Team manager");
    await witness.getByLabel("Your organisation").fill("Harbour House");
    await witness.getByLabel("Your email address").fill("wil.marsh@example.net");
    await witness.getByLabel("What you saw", { exact: true }).fill("A home visit");
    await witness.getByLabel("When it was").fill("May 2026");
    await witness.getByLabel("How you know the learner").fill("We have shared an office for two years.");
    await witness.getByLabel("Why you can judge it").fill("I have led this team for nine years.");
    await witness.getByLabel("What you saw and heard").fill(saw);
    await witness.getByLabel(/^I saw this myself/).check();
    await press(witness, "Hand over what I wrote");
    await isAt(witness, "Thank you");
    await axe(witness);
    await witness.goto(address);
    await isAt(witness, "Thank you");
    await witness.goto(`${address.slice(0, -1)}x`);
    await isAt(witness, "This link is not whole");
    await axe(witness);
  });

  await test.step("the learner says what it shows and hands it in", async () => {
    await learner.goto("/witnesses");
    await expect(learner.getByText("Given on")).toBeVisible();
    await follow(learner, "Read it and hand it in");
    await expect(learner.getByText("Team manager, Harbour House")).toBeVisible();
    await axe(learner);
    await fits(learner);
    for (const code of ["GP1.1.1", "GP1.1.2"]) await learner.locator(`[id="why-${code}"]`).fill("It says what I did.");
    await press(learner, "Hand in");
    await hears(learner, "Handed in.");
  });

  await test.step("the assessor sees who wrote it, and declines one link", async () => {
    await openWork(assessor, name);
    await expect(assessor.getByText("The learner passed the link on")).toBeVisible();
    await fits(assessor);
    await criterion(assessor, "GP1.1.1").getByLabel("Achieved", { exact: true }).check();
    for (const box of await criterion(assessor, "GP1.1.1").getByRole("checkbox").all()) await box.check();
    const other = criterion(assessor, "GP1.1.2");
    await other.getByText("Decline the link").click();
    await other.getByLabel("Why this does not bear on GP1.1.2").fill("It is about a visit, not about patterns.");
    await axe(assessor);
    await other.getByLabel("Feedback, and what to do next").fill("Write about the patterns in your reflection.");
    await press(assessor, "Record the decisions");
    await hears(assessor, "Returned.");
    await learner.reload();
    await expect(learner.getByText("Not yet achieved: link declined")).toBeVisible();
    await expect(learner.getByText("It is about a visit, not about patterns.")).toBeVisible();
    await axe(learner);
    await fits(learner);
  });
});

test("a link that was withdrawn says so", async ({ page: learner, elsewhere }) => {
  await signUp(learner, newName());
  await enrol(learner, "gp-attachment-unit");
  await learner.goto("/witnesses");
  await follow(learner, /^GP1, /);
  await learner.getByLabel("Their name").fill("Wil Marsh");
  await learner.getByLabel("I’ll send the link myself").check();
  await learner.getByLabel("What they should write about").fill("The visit in May.");
  await learner.getByLabel(/^GP1\.1\.1/).check();
  await press(learner, "Ask");
  const address = new URL(await learner.getByLabel("The link").inputValue()).pathname;
  await learner.goto("/witnesses");
  await press(learner, "Withdraw what you asked of Wil Marsh");
  await hears(learner, "Withdrawn.");
  const witness = await elsewhere();
  await witness.goto(address);
  await isAt(witness, "This link does not work any more");
  await axe(witness);
});
