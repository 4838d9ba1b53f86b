// Every type of question in every way of sitting a quiz.

import type { Page, Response } from "@playwright/test";
import { readFileSync } from "node:fs";
import { expect, islandsReady, test } from "./fixtures";
import { axe, press, signUp, startQuiz } from "./journey";

test.describe.configure({ timeout: 90_000 });

const question = (page: Page, id: string) => page.locator(`#sample-${id}`);

/** Answers a question of every type; wrongly where `wrong` says so. */
const answers: Record<string, (page: Page, wrong: boolean) => Promise<void>> = {
  single: async (page, wrong) => question(page, "single").getByLabel(wrong ? "The kettle" : "The bond").check(),
  multiple: async (page) => {
    for (const label of ["Goals", "Tasks"]) await question(page, "multiple").getByLabel(label, { exact: true }).check();
  },
  order: async (page) => place(page, "order", ["Notice it", "Name it", "Own your part"]),
  ranking: async (page) => place(page, "ranking", ["Ask her", "Tell her what you saw", "Wait", "Write it up"]),
  match: async (page, wrong) => {
    await question(page, "match").getByLabel("She goes quiet.").selectOption(wrong ? "negotiation" : "withdrawal");
    await question(page, "match").getByLabel("She raises her voice.").selectOption("confrontation");
  },
  extended: async (page) => {
    await question(page, "extended").getByLabel("Jo says she is fine.").selectOption("keeps it hidden");
    await question(page, "extended").getByLabel("Ana rings six times.").selectOption("turns it up");
  },
  short: async (page, wrong) => question(page, "short").getByLabel("Your answer").fill(wrong ? "rupture" : " A Repair. "),
  numeric: async (page) => question(page, "numeric").getByLabel("Your answer, in parts").fill("3 parts"),
  cloze: async (page, wrong) => {
    await question(page, "cloze").getByLabel("Gap 1").fill("Rupture");
    await question(page, "cloze").getByLabel("Gap 2").fill(wrong ? "tea" : "repair");
  },
  free: async (page) => question(page, "free").getByLabel("Your answer").fill("I was late, and I said so."),
};

async function place(page: Page, id: string, items: string[]) {
  for (const [at, item] of items.entries()) await question(page, id).getByLabel(item, { exact: true }).selectOption(String(at + 1));
}

/** All that the sample's author says of answers, and its hints. */
const secrets = readFileSync(new URL("../src/tests/bank-sample.md", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => /^ *> ./.test(line))
  .map((line) => line.replace(/^ *> (\*\*Hint\.\*\* )?/, ""));

/** Everything that has reached this browser: pages, answers to calls, scripts, WebAssembly. */
function overhear(page: Page) {
  const heard: Promise<string>[] = [];
  const body = (response: Response) => response.body().then(String, () => "");
  page.on("response", (response) => heard.push(body(response)));
  return async () => {
    const all = (await Promise.all(heard)).join("\n");
    expect(all, "something was overheard").toContain("sample-single");
    for (const secret of secrets) expect(all, "nothing gives an answer away").not.toContain(secret);
  };
}

for (const behaviour of ["deferred", "exam"]) {
  test(`every type, ${behaviour}: saved, handed in, reviewed @narrow`, async ({ page, scripts }) => {
    await signUp(page, "Quinn Sitter");
    const tellsNothing = overhear(page);
    await startQuiz(page, `sample-${behaviour}`);
    await islandsReady(page);
    await tellsNothing();
    await axe(page);
    if (behaviour === "exam") await expect(page.getByText(/^You have until .* When the time is up, what is saved counts\.$/)).toBeVisible();
    for (const [type, answer] of Object.entries(answers)) await answer(page, type === "match");
    await question(page, "single").getByLabel("Very sure").check();
    if (scripts) {
      await expect(page.getByText(/^Saved \d/)).toBeVisible();
      await page.reload();
    } else {
      await page.getByRole("button", { name: "Save so far" }).last().click();
    }
    await expect(question(page, "cloze").getByLabel("Gap 2")).toHaveValue("repair");
    await expect(question(page, "single").getByLabel("Very sure")).toBeChecked();
    await tellsNothing();
    await press(page, "Hand in");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Passed, with 8.5 of 9");
    await expect(question(page, "match")).toContainText("Not quite: withdrawal.");
    await expect(question(page, "single")).toContainText("Right, and you chose it. It holds.");
    await expect(question(page, "free")).toContainText("A good answer says whose part it was.");
    await axe(page);
  });
}

test("every type, immediate: each answer stands, and is explained at once @narrow", async ({ page }) => {
  await signUp(page, "Quinn Sitter");
  const tellsNothing = overhear(page);
  await startQuiz(page, "sample-immediate");
  await islandsReady(page);
  await tellsNothing();
  for (const [type, answer] of Object.entries(answers)) {
    await answer(page, type === "single");
    await question(page, type).getByRole("button", { name: "Answer" }).click();
    await expect(question(page, type).getByRole("button")).toHaveCount(0);
    await expect(question(page, type).locator(".outcome")).toBeVisible();
  }
  await expect(question(page, "single")).toContainText("You chose this. It only boils.");
  await axe(page);
  await press(page, "Hand in");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Passed, with 8 of 9");
});

test("every type, interactive: a hint, another try, and less for it @narrow", async ({ page }) => {
  await signUp(page, "Quinn Sitter");
  const tellsNothing = overhear(page);
  await startQuiz(page, "sample-interactive");
  await islandsReady(page);
  await tellsNothing();
  await expect(page.getByText("3 tries in all", { exact: false })).toBeVisible();
  for (const [type, answer] of Object.entries(answers)) {
    const wrong = ["single", "match", "short", "cloze"].includes(type);
    const asked = question(page, type);
    if (wrong) {
      await answer(page, true);
      await asked.getByRole("button", { name: "Answer" }).click();
      await expect(asked.locator(".outcome")).toBeVisible();
      expect(await asked.innerHTML()).not.toContain("About the");
      if (type === "single") await expect(asked).toContainText("It has no handle.");
    }
    await answer(page, false);
    await asked.getByRole("button", { name: "Answer" }).click();
    await expect(asked.getByRole("button")).toHaveCount(0);
  }
  await axe(page);
  await press(page, "Hand in");
  // Four second tries of three count two thirds each.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Passed, with 7.7 of 9");
});

test("an incomplete answer is asked for, and nothing is lost", async ({ page, faults }) => {
  faults.allow(/attempt-answer 422/);
  await signUp(page, "Quinn Sitter");
  await startQuiz(page, "sample-immediate");
  await islandsReady(page);
  await question(page, "order").getByLabel("Notice it").selectOption("2");
  await question(page, "order").getByRole("button", { name: "Answer" }).click();
  await expect(question(page, "order")).toContainText("Give each line a place of its own first.");
  await expect(question(page, "order").getByLabel("Notice it")).toHaveValue("2");
});
