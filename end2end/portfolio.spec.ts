// What a portfolio holds besides writing: files, records that stay in the workplace, quiz results; taking it away and showing it elsewhere; and
// what is removed from it for good.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import {
  account,
  achieveEverything,
  axe,
  beginning,
  beginReflection,
  criterion,
  enrol,
  expect,
  fits,
  follow,
  handIn,
  hears,
  isAt,
  isRefused,
  newName,
  openWork,
  passQuiz,
  press,
  returnEverything,
  signIn,
  signUp,
  test,
  theText,
  tickEverything,
  workOf,
} from "./journey";

test.describe.configure({ timeout: 180_000 });

const letter = { name: "letter.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 a letter that names nobody") };

/** Adds the letter on the page for files. */
async function addLetter(page: Page) {
  await page.getByLabel("File", { exact: true }).setInputFiles(letter);
  await page.getByLabel("What it is").fill("A letter, without names.");
  await press(page, "Add this file");
  await hears(page, "The file is here.");
}

/** Downloads the letter from this page, as it was sent. */
async function downloadsLetter(page: Page) {
  const [download] = await Promise.all([page.waitForEvent("download"), follow(page, "letter.pdf")]);
  expect(download.suggestedFilename()).toBe("letter.pdf");
  expect(readFileSync(await download.path()).equals(letter.buffer)).toBe(true);
}

/** The address of the only submission of the evidence on the page. */
async function submissionOf(page: Page): Promise<string> {
  return (await page.getByRole("link", { name: "Read it as it was handed in" }).first().getAttribute("href"))!;
}

test("a file goes with evidence, comes back as it was, and can be taken away @narrow", async ({ page: learner, assessor }) => {
  const name = newName();
  await signUp(learner, name);
  await enrol(learner, "gp-attachment-unit");
  await beginReflection(learner, "gp-reflection");
  await theText(learner).fill(account());
  await tickEverything(learner);
  await press(learner, "Add or take away files");
  await hears(learner, "Your text is saved.");
  await axe(learner);
  await fits(learner);

  await press(learner, "Add this file");
  await isRefused(learner, "Choose a file.", "Say what it is, in a line.");
  await learner.getByLabel("File", { exact: true }).setInputFiles({ ...letter, buffer: Buffer.from("no such thing") });
  await learner.getByLabel("What it is").fill("A letter.");
  await press(learner, "Add this file");
  await isRefused(learner, /none of the kinds that we can take/);
  await axe(learner);
  await addLetter(learner);
  await axe(learner);
  await fits(learner);
  await press(learner, /^Take away/);
  await hears(learner, "The file is gone from here.");
  await addLetter(learner);
  await downloadsLetter(learner);

  await follow(learner, "Back to the evidence");
  await press(learner, "Hand in");
  await hears(learner, "Handed in.");
  await downloadsLetter(learner);
  await axe(learner);
  await openWork(assessor, name);
  await downloadsLetter(assessor);
});

test("a record that stays in the workplace is inspected there before it is achieved @narrow", async ({ page: learner, assessor }) => {
  const name = newName();
  await signUp(learner, name);
  await enrol(learner, "gp-attachment-unit");

  await test.step("the learner describes it and hands that in", async () => {
    await learner.goto("/portfolio");
    await follow(learner, "Add something from your work");
    await axe(learner);
    await fits(learner);
    await press(learner, "Begin to write");
    await isRefused(learner, "Say what you want to write.");
    await learner.getByLabel(/^Workplace record/).check();
    await press(learner, "Begin to write");
    await isAt(learner, "Workplace record");
    await axe(learner);
    await fits(learner);
    await expect(learner.getByRole("button", { name: "Add or take away files" })).toHaveCount(0);
    await learner.getByLabel("What it is", { exact: true }).fill("A plan, agreed and signed");
    await learner.getByLabel("When it was made").fill("May 2026");
    await learner.getByLabel("Where it is kept").fill("The office of the team");
    await learner.getByLabel("Who can show it to your assessor").fill("The team manager");
    await learner.getByLabel("What your assessor will see in it").fill(account(60));
    for (const agreed of [/^My manager has agreed/, /^I have followed our rules/]) await learner.getByLabel(agreed).check();
    await learner.getByLabel(/^GP1\.1\.1/).check();
    await learner.locator('[id="why-GP1.1.1"]').fill("It shows what we agreed.");
    await press(learner, "Hand in");
    await hears(learner, "Handed in.");
  });

  await test.step("the assessor says when and where they looked at it", async () => {
    await openWork(assessor, name);
    await axe(assessor);
    await criterion(assessor, "GP1.1.1").getByLabel("Achieved", { exact: true }).check();
    for (const box of await criterion(assessor, "GP1.1.1").getByRole("checkbox").all()) await box.check();
    await press(assessor, "Record the decisions");
    await isRefused(assessor, /^Say when and where you looked at it/);
    await axe(assessor);
    await fits(assessor);
    await assessor.getByLabel("The day on which you looked at it").fill("2026-05-20");
    await assessor.getByLabel("Where", { exact: true }).fill("In the office, with the manager");
    await press(assessor, "Record the decisions");
    await hears(assessor, "Recorded.");
  });

  await learner.reload();
  await expect(learner.getByText(/inspected it on 20 May 2026: In the office, with the manager\./)).toBeVisible();
  await axe(learner);
  await fits(learner);
});

test("a quiz result is handed in and read as it was reviewed @narrow", async ({ page: learner, assessor }) => {
  const name = newName();
  await signUp(learner, name);
  await enrol(learner, "gp-attachment-unit");
  await passQuiz(learner, "gp-attachment-quiz", "attachment-in-the-consultation/quiz.md");
  await press(learner, "Use this result as evidence");
  await expect(learner.getByRole("heading", { name: "The result" })).toBeVisible();
  await axe(learner);
  await fits(learner);
  await press(learner, "Hand in");
  await isRefused(learner, "Tick at least one criterion that this shows.");
  await learner.locator('[id="criterion-GP1.1.1"]').check();
  await learner.locator('[id="where-GP1.1.1"]').fill("Question 1");
  await learner.locator('[id="why-GP1.1.1"]').fill("I could tell the two apart.");
  await press(learner, "Hand in");
  await hears(learner, "Handed in.");
  await axe(learner);
  await openWork(assessor, name);
  await expect(assessor.getByText(/passed\. Attempt 1, handed in on/)).toBeVisible();
  await axe(assessor);
  await fits(assessor);
  await criterion(assessor, "GP1.1.1").getByLabel("Achieved", { exact: true }).check();
  for (const box of await criterion(assessor, "GP1.1.1").getByRole("checkbox").all()) await box.check();
  await press(assessor, "Record the decisions");
  await hears(assessor, "Recorded.");
});

test("a portfolio is taken away, and recognised for somebody who starts anew @narrow", async ({ page: learner, elsewhere, assessor }) => {
  const [before, after] = [newName("Robin"), newName("Robyn")];
  const reflection = "u1-reflection-one-beginning";
  await signUp(learner, before);
  await enrol(learner, "specialist-practitioner");
  await handIn(learner, reflection, account(600));
  await openWork(assessor, before);
  await achieveEverything(assessor);
  await press(assessor, "Record the decisions");
  await hears(assessor, "Recorded.");

  await learner.goto("/portfolio");
  await follow(learner, "Take your portfolio away");
  await axe(learner);
  await fits(learner);
  const [download] = await Promise.all([learner.waitForEvent("download"), press(learner, "Download the archive")]);
  expect(await beginning(download)).toMatch(/^PK/);

  const newcomer = await elsewhere();
  await signUp(newcomer, after);
  await enrol(newcomer, "specialist-practitioner");
  await handIn(newcomer, reflection, account(600));
  await assessor.goto(`/assessment?learner=${encodeURIComponent(after)}`);
  await workOf(assessor, after).getByRole("link").click();
  await follow(assessor, "Learner");
  await assessor.goto(`${new URL(assessor.url()).pathname}/prior-learning/import`);
  await axe(assessor);
  await press(assessor, "Check and read it");
  await isRefused(assessor, /^Choose an archive\./);
  await assessor.getByLabel("Archive").setInputFiles(await download.path());
  await press(assessor, "Check and read it");
  await expect(assessor.getByText("every byte is as it was signed")).toBeVisible();
  await expect(assessor.getByText(`It is the portfolio of ${before}`)).toBeVisible();
  await axe(assessor);
  await fits(assessor);
  await assessor.getByRole("checkbox", { name: /^U1\./ }).first().check();
  await press(assessor, "Recognise what is chosen");
  await isRefused(assessor, /^Nobody here knows whose key this is/);
  await axe(assessor);
  await assessor.getByLabel(/^I have made sure with the organisation/).check();
  await press(assessor, "Recognise what is chosen");
  await expect(assessor).toHaveURL(/said=recognised/);
  await newcomer.goto("/portfolio");
  await expect(newcomer.getByText(/Read from a signed portfolio/).first()).toBeVisible();

  const iqa = await elsewhere();
  await signIn(iqa, "iqa");
  await iqa.goto("/quality");
  await follow(iqa, "See what was recognised");
  await axe(iqa);
  await fits(iqa);
  await iqa.getByRole("link", { name: new RegExp(`of ${after}$`) }).click();
  await axe(iqa);
  await fits(iqa);
  await press(iqa, /^It does not show/);
  await isRefused(iqa, "Enter why it does not show it.");
  await axe(iqa);
  await iqa.getByLabel("What you found").fill("It was about another service.");
  await press(iqa, /^It does not show/);
  await expect(iqa.getByRole("listitem").filter({ hasText: after })).toContainText("found on");
  await newcomer.reload();
  await expect(newcomer.getByText("It was about another service.")).toBeVisible();
  await axe(newcomer);
});

test("what gives somebody away is removed for good, and what was said about it later @narrow", async ({
  page: learner,
  assessor,
  administrator,
}) => {
  const name = newName();
  await signUp(learner, name);
  await enrol(learner, "gp-attachment-unit");
  await handIn(learner, "gp-reflection", account(320, "Persephone came on a Tuesday."));
  const address = await submissionOf(learner);
  await openWork(assessor, name);
  await returnEverything(assessor, "You name Persephone.");
  await hears(assessor, "Returned.");

  await assessor.goto(address);
  await expect(assessor.getByRole("link", { name: "remove it for good" })).toHaveAttribute("href", `${address}/purge`);
  await administrator.goto(`${address}/purge`);
  await expect(administrator.getByRole("main")).not.toContainText("Persephone");
  await axe(administrator);
  await fits(administrator);
  await press(administrator, "Remove it for good");
  await isRefused(administrator, /^Enter why/, "Choose what is to be removed.");
  await administrator.getByLabel(/^Submission 1 alone/).check();
  await administrator.getByLabel("Why", { exact: true }).fill("A person can be recognised.");
  await press(administrator, "Remove it for good");
  await hears(administrator, "Purged.");
  await axe(administrator);

  await learner.goto(address);
  await expect(learner.getByText("The reason: A person can be recognised.").first()).toBeVisible();
  await expect(learner.getByText("came on a Tuesday")).toHaveCount(0);
  await expect(learner.getByText("You name Persephone.").first()).toBeVisible();
  await axe(learner);
  await administrator.getByLabel(/^Only what others wrote/).check();
  await administrator.getByLabel("Why", { exact: true }).fill("They name her too.");
  await press(administrator, "Remove it for good");
  await hears(administrator, "Purged.");
  await learner.reload();
  await expect(learner.getByRole("main")).not.toContainText("Persephone");
  await axe(learner);
  await fits(learner);
});
