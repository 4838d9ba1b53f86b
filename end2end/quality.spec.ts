// The whole way of assessment: handed in, witnessed, returned, handed in again and achieved; then sampled by a policy, an action is asked for,
// done and closed, and only then is the unit signed off; the certificate waits until it is released. In an installation of its own, because the policy holds for everybody.

import { spawn } from "node:child_process";
import type { Page } from "@playwright/test";
import {
  account,
  achieveEverything,
  axe,
  bearWitness,
  becomeReadyForAssessment,
  expect,
  fits,
  follow,
  gpReflections,
  hears,
  isAt,
  isRefused,
  newName,
  openWork,
  press,
  returnEverything,
  signIn,
  test as base,
  theText,
} from "./journey";

const test = base.extend<object, { installation: string }>({
  installation: [
    async ({}, use, { workerIndex }) => {
      const port = String(Number(process.env.PORT ?? 3210) + 500 + workerIndex);
      const server = spawn("./serve", { cwd: new URL(".", import.meta.url), env: { ...process.env, PORT: port, RUST_LOG: "warn" }, stdio: "ignore" });
      const address = `http://127.0.0.1:${port}`;
      const isReady = () => fetch(`${address}/readyz`).then(({ ok }) => ok, () => false);
      for (let tries = 0; tries < 300 && !(await isReady()); tries++) await new Promise((wake) => setTimeout(wake, 200));
      await use(address);
      server.kill();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: ({ installation }, use) => use(installation),
});

test.describe.configure({ timeout: 240_000 });

/** Opens the first submission of this learner that is to be sampled. */
async function openSample(page: Page, learner: string) {
  await page.goto("/quality");
  await follow(page, new RegExp(learner));
  await expect(page).toHaveURL(/\/samples\//);
}

async function agreeEverything(page: Page) {
  for (const agreed of await page.getByRole("radio", { name: "Agreed" }).all()) await agreed.check();
}

test("decisions are sampled, an action is done, and the certificate is released @narrow", async ({ page: learner, assessor, elsewhere }) => {
  const name = newName();
  const iqa = await elsewhere();
  await signIn(iqa, "iqa");
  // The testimony with the reflections; and what was returned has been decided as well.
  const waiting = gpReflections.length + 1;
  const decided = waiting + 1;
  await becomeReadyForAssessment(learner, name);

  await test.step("a witness says what they saw, and the learner hands that in too", async () => {
    await bearWitness(learner, await elsewhere());
    await follow(learner, "Read it and hand it in");
    await learner.locator('[id="why-GP1.1.1"]').fill("It says what I did.");
    await press(learner, "Hand in");
    await hears(learner, "Handed in.");
  });

  await test.step("the assessor returns a reflection, and the learner hands in the next version", async () => {
    await openWork(assessor, name);
    await returnEverything(assessor, "Say which paragraph shows it.");
    await hears(assessor, "Returned.");
    await learner.goto("/");
    await follow(learner, "Read the feedback and go on");
    await follow(learner, "Go on writing");
    await follow(learner, "Write the next version");
    await theText(learner).fill(account(320, "She came on a Wednesday, and it is the second paragraph."));
    await press(learner, "Hand in");
    await hears(learner, "Handed in.");
  });

  await test.step("everything is achieved", async () => {
    for (let left = waiting; left > 0; left--) {
      await openWork(assessor, name);
      await achieveEverything(assessor);
      await press(assessor, "Record the decisions");
      await hears(assessor, "Recorded.");
    }
  });

  await test.step("a policy is set", async () => {
    await iqa.goto("/quality/policy");
    await iqa.getByLabel("Of everything, per cent").fill("101");
    await iqa.getByLabel("Sampled", { exact: false }).check();
    await press(iqa, "Set the policy");
    await isRefused(iqa, /^Enter the share/);
    await axe(iqa);
    await fits(iqa);
    await iqa.getByLabel("Of everything, per cent").fill("100");
    await press(iqa, "Set the policy");
    await expect(iqa).toHaveURL(/\/quality\?said=policy/);
  });

  await test.step("a plan is drawn, and says why", async () => {
    await follow(iqa, "Draw a plan");
    await axe(iqa);
    await iqa.getByLabel("Seed (optional)").fill("4 8 15");
    await press(iqa, "Draw the plan");
    await hears(iqa, "Drawn.");
    const drawn = iqa.getByRole("listitem").filter({ hasText: name });
    await expect(drawn).toHaveCount(decided);
    await drawn.first().getByText("Why was this sampled?").click();
    await expect(drawn.first()).toContainText("100% of everything");
    await expect(iqa.getByText("the same records, for the same reasons")).toBeVisible();
    await axe(iqa);
    await fits(iqa);
  });

  await test.step("the quality assurer asks for something", async () => {
    await openSample(iqa, name);
    await agreeEverything(iqa);
    const first = iqa.getByRole("group", { name: /^Your finding on/ }).first();
    await first.getByLabel("Action required").check();
    await press(iqa, "Close the sample");
    await isRefused(iqa, /^Enter what is to be done/, /^Give a day/);
    await axe(iqa);
    await fits(iqa);
    await first.getByLabel("What is to be done").fill("Name the paragraph.");
    await first.getByLabel("By", { exact: true }).fill("2099-01-30");
    await press(iqa, "Close the sample");
    await expect(iqa).toHaveURL(/said=sampled/);
    for (let left = decided - 1; left > 0; left--) {
      await openSample(iqa, name);
      await agreeEverything(iqa);
      await press(iqa, "Close the sample");
    }
    await axe(iqa);
    await fits(iqa);
  });

  await test.step("an external quality assurer reads what was sampled, and nothing else", async () => {
    const external = await elsewhere();
    await iqa.goto("/quality");
    await follow(iqa, /^Interim plan of/);
    await follow(iqa, "Give an external quality assurer a pass");
    await axe(iqa);
    await fits(iqa);
    await press(iqa, "Give the pass");
    await isRefused(iqa, /^Enter whose pass/, /^Enter where/, /^Give a day/);
    await iqa.getByLabel("Whose pass it is").fill("Eve Outside");
    await iqa.getByLabel("From which organisation").fill("Awarding Body");
    await iqa.getByLabel("Until").fill(new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10));
    await press(iqa, "Give the pass");
    await isAt(iqa, "The pass for Eve Outside");
    await axe(iqa);
    const link = await iqa.getByLabel("The link").inputValue();
    await external.goto(link);
    await expect(external.getByText(name)).toHaveCount(0);
    await axe(external);
    await fits(external);
    await external.getByRole("main").getByRole("link", { name: /GP1/ }).first().click();
    await expect(external.getByRole("heading", { name: /^Looked at by/ })).toBeVisible();
    await expect(external.getByRole("main").getByRole("button")).toHaveCount(0);
    await expect(external.getByText(name)).toHaveCount(0);
    await axe(external);
    await fits(external);
    await external.goto(`${link}/records/another`);
    await isAt(external, "Page not found");
    await follow(iqa, "Done");
    await follow(iqa, /Eve Outside/);
    await expect(iqa.getByText("Refused: /records/another")).toBeVisible();
    await axe(iqa);
    await fits(iqa);
    await press(iqa, "Withdraw the pass");
    await hears(iqa, "Withdrawn.");
    await external.goto(link);
    await isAt(external, "This pass opens nothing any more");
  });

  await test.step("the assessor cannot sign the unit off while the action is open, answers it, and it is closed", async () => {
    await assessor.goto("/assessment");
    await expect(assessor.getByRole("heading", { name })).toHaveCount(0);
    await follow(assessor, /asked of you/);
    await axe(assessor);
    await assessor.getByRole("main").getByRole("link", { name: new RegExp(name) }).click();
    await follow(assessor, "See the work and the decisions");
    await expect(assessor.getByRole("heading", { name: "What quality assurance found" })).toBeVisible();
    await axe(assessor);
    await follow(assessor, "Learner");
    await expect(assessor.getByText(/an action on GP1\.\d\.\d is not closed/)).toBeVisible();
    await expect(assessor.getByRole("button", { name: "Sign off GP1" })).toHaveCount(0);
    await assessor.goto("/assessment/actions");
    await assessor.getByRole("main").getByRole("link", { name: new RegExp(name) }).click();
    await expect(assessor.getByText("Name the paragraph.")).toBeVisible();
    await axe(assessor);
    await fits(assessor);
    await assessor.getByLabel("What you did").fill("It is the second one.");
    await press(assessor, "Send the answer");
    await iqa.goto("/quality/actions");
    await axe(iqa);
    await iqa.getByRole("main").getByRole("link", { name: new RegExp(name) }).click();
    await expect(iqa.getByText("It is the second one.")).toBeVisible();
    await axe(iqa);
    await press(iqa, "Close the action");
    await expect(iqa.getByText("Done and closed").first()).toBeVisible();
    await iqa.goto("/quality/coverage");
    await expect(iqa.getByRole("meter").first()).toBeVisible();
    await axe(iqa);
    await fits(iqa);
  });

  await test.step("the unit is signed off, and the certificate is asked for and held", async () => {
    await assessor.goto("/assessment");
    await follow(assessor, name);
    await press(assessor, "Sign off GP1");
    await press(assessor, "Ask for the certificate");
    await hears(assessor, "Asked for.");
    await axe(assessor);
    await learner.goto("/portfolio");
    await expect(learner.getByText("waiting for quality assurance")).toBeVisible();
    await axe(learner);
    await iqa.goto("/quality/releases");
    await expect(iqa.getByRole("listitem").filter({ hasText: name })).toContainText("The policy is met");
    await axe(iqa);
    await fits(iqa);
  });

  await test.step("the certificate is released", async () => {
    await iqa.goto("/quality/releases");
    await press(iqa, new RegExp(`^Release .*${name}$`));
    await isAt(iqa, "This certificate is valid");
    await learner.goto("/portfolio");
    await expect(learner.getByRole("link", { name: "Download the PDF" })).toBeVisible();
    await expect(learner.getByText("waiting for quality assurance")).toHaveCount(0);
  });
});
