// What people do here, as verbs, so that a journey reads like a story. Everything goes through the pages.

import AxeBuilder from "@axe-core/playwright";
import type { Download, Locator, Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { axe as examine, expect, islandsReady, signIn, signUp, test as base } from "./fixtures";

/** What every new account here signs in with. */
export const ownPassword = "a boat for every weather";

type People = {
  /** A page in a browser of its own: somebody else, or the same person elsewhere. Watched for faults like the first. */
  elsewhere: () => Promise<Page>;
  /** The assessor of the demonstration, in a browser of their own. */
  assessor: Page;
  /** The administrator of the demonstration, in a browser of their own. */
  administrator: Page;
};

export const test = base.extend<People>({
  elsewhere: async ({ browser, faults }, use) => {
    const pages: Page[] = [];
    await use(async () => {
      const context = await browser.newContext();
      faults.watch(context);
      pages.push(await context.newPage());
      return pages.at(-1)!;
    });
    for (const page of pages) await page.context().close();
  },
  assessor: async ({ elsewhere }, use) => {
    const page = await elsewhere();
    await signIn(page, "assessor");
    await use(page);
  },
  administrator: async ({ elsewhere }, use) => {
    const page = await elsewhere();
    await signIn(page, "admin");
    await use(page);
  },
});

let names = 0;

/** A name that nobody else has. */
export function newName(first = "Robin"): string {
  return `${first} Vale ${process.pid.toString(36)}${(names++).toString(36)}${Date.now().toString(36).slice(-4)}`;
}

/** What the page says happened. */
export async function hears(page: Page, words: string | RegExp) {
  await expect(page.getByRole("main").locator(".notice")).toContainText(words);
}

export async function isAt(page: Page, heading: string | RegExp) {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
}

export async function press(page: Page, button: string | RegExp) {
  await page.getByRole("main").getByRole("button", { name: button }).click();
}

export async function follow(page: Page, link: string | RegExp) {
  await page.getByRole("main").getByRole("link", { name: link }).first().click();
}

/** The summary above a refused form names these problems, and each leads to its field. */
export async function isRefused(page: Page, ...problems: (string | RegExp)[]) {
  const summary = page.getByRole("alert");
  await expect(summary.getByRole("link")).toHaveText(problems);
  for (const link of await summary.getByRole("link").all()) {
    const field = (await link.getAttribute("href"))!.slice(1);
    await expect(page.locator(`[id="${field}"]`), `the field ${field}`).toHaveCount(1);
  }
}

// Learning

export async function enrol(page: Page, qualification: string) {
  await page.goto(`/qualifications/${qualification}`);
  await press(page, "Enrol");
  await hears(page, "You are enrolled.");
}

/** A question of a quiz as its author wrote it. */
type Key = { title: string; right: string[]; wrong: string[] };

/** The answer key of a quiz, from its file under content/modules. */
export function answerKey(file: string): Key[] {
  const text = readFileSync(new URL(`../content/modules/${file}`, import.meta.url), "utf8");
  const questions = text.split(/^## /m).slice(1);
  return questions.map((question) => {
    const options = (mark: string) =>
      [...question.matchAll(new RegExp(`^- \\[${mark}\\] (.*(?:\\n  (?!>).*)*)`, "gm"))].map((found) => bare(found[1]));
    return { title: bare(question.split("{#")[0]), right: options("x"), wrong: options(" ") };
  });
}

/** A text without marks, quotes and spaces, which the page may set otherwise than the author. */
function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Answers the questions of the attempt on the page by their key: rightly, or else by the first wrong option. */
export async function answer(page: Page, keys: Key[], rightly = true) {
  const shown = await page.locator(".question").evaluateAll((questions) =>
    questions.map((question) => ({
      title: question.querySelector("legend")!.textContent!,
      options: [...question.querySelectorAll(".option label")].map((label) => label.textContent!),
    })),
  );
  for (const key of keys) {
    const place = shown.findIndex(({ title }) => bare(title).endsWith(key.title));
    expect(place, `the question ${key.title}`).toBeGreaterThanOrEqual(0);
    const options = shown[place].options.map(bare);
    for (const wanted of rightly ? key.right : key.wrong.slice(0, 1)) {
      expect(options, key.title).toContain(wanted);
      await page.locator(".question").nth(place).locator("input").nth(options.indexOf(wanted)).check();
    }
  }
}

export async function startQuiz(page: Page, quiz: string) {
  await page.goto(`/quizzes/${quiz}`);
  await press(page, "Start");
  await expect(page).toHaveURL(/\/attempts\//);
}

/** Sits a quiz and passes it at once. */
export async function passQuiz(page: Page, quiz: string, file: string) {
  await startQuiz(page, quiz);
  await answer(page, answerKey(file));
  await press(page, "Hand in");
  await isAt(page, /^Passed, with/);
}

// The portfolio

/** An account of so many words about nobody. */
export function account(words = 320, opening = "She came on a Tuesday and stayed."): string {
  const sentence = "I noticed my own wish to hurry, said so, and we looked at the next step together. ";
  const all = `${opening} ${sentence.repeat(words / 10)}`.trim().split(" ");
  return all.slice(0, words).join(" ");
}

/** Opens a reflection and begins to write, once one is enrolled. */
export async function beginReflection(page: Page, reflection: string) {
  await page.goto(`/reflections/${reflection}`);
  await press(page, "Begin to write");
  await expect(page).toHaveURL(/\/evidence\//);
  await islandsReady(page);
}

export function theText(page: Page): Locator {
  return page.getByRole("textbox", { name: "Your account" });
}

/** Ticks every criterion of the evidence on the page and says why. */
export async function tickEverything(page: Page) {
  for (const box of await page.getByRole("main").getByRole("checkbox").all()) await box.check();
  for (const why of await page.getByLabel("Why it shows this, in a line").all()) await why.fill("It says what I did and why.");
}

/** Writes a reflection for all its criteria and hands it in. */
export async function handIn(page: Page, reflection: string, text = account()) {
  await beginReflection(page, reflection);
  await theText(page).fill(text);
  await tickEverything(page);
  await press(page, "Hand in");
  await hears(page, "Handed in.");
}

export const gpReflections = ["gp-consultation-reflection", "gp-reflection"];

/** Somebody new who has done everything that the unit for GPs asks of a learner. */
export async function becomeReadyForAssessment(page: Page, name: string) {
  await signUp(page, name);
  await enrol(page, "gp-attachment-unit");
  await passQuiz(page, "gp-attachment-quiz", "attachment-in-the-consultation/quiz.md");
  for (const reflection of gpReflections) await handIn(page, reflection);
}

// Assessment

/** The rows of the queue with this learner's work, oldest first. */
export function workOf(page: Page, learner: string): Locator {
  return page.getByRole("row").filter({ hasText: learner });
}

/** Begins to mark this learner's oldest piece of work in the queue. */
export async function openWork(page: Page, learner: string) {
  await page.goto("/assessment");
  await workOf(page, learner).first().getByRole("button", { name: /^Mark / }).click();
  await expect(page).toHaveURL(/\/submissions\//);
}

/** The part of the marking page about one criterion. */
export function criterion(page: Page, code: string): Locator {
  return page.getByRole("group", { name: code });
}

export async function achieveEverything(page: Page) {
  for (const achieved of await page.getByRole("radio", { name: "Achieved", exact: true }).all()) await achieved.check();
  for (const found of await page.getByRole("main").getByRole("checkbox").all()) await found.check();
}

/** Returns what is being marked: nothing is achieved yet, with these words. */
export async function returnEverything(page: Page, words: string) {
  for (const notYet of await page.getByRole("radio", { name: "Not yet achieved" }).all()) await notYet.check();
  for (const feedback of await page.getByLabel("Feedback, and what to do next").all()) await feedback.fill(words);
  await press(page, "Record the decisions");
}

/** Decides all of a learner's waiting work as achieved, signs the unit off and issues the certificate; gives its number. */
export async function certify(page: Page, learner: string): Promise<string> {
  for (const _ of gpReflections) {
    await openWork(page, learner);
    await achieveEverything(page);
    await press(page, "Record the decisions");
    await hears(page, "Recorded.");
  }
  await press(page, "Sign off GP1");
  await hears(page, "Signed off.");
  await press(page, "Issue the certificate");
  return certificateNumber(page);
}

/** The number of the certificate on the page. */
export async function certificateNumber(page: Page): Promise<string> {
  await isAt(page, "This certificate is valid");
  return page.locator("dt:text-is('Number') + dd").innerText();
}

/** The first bytes of what was downloaded. */
export async function beginning(download: Download): Promise<string> {
  return readFileSync(await download.path()).subarray(0, 5).toString("latin1");
}

/** Asks somebody to be a witness, who writes what they saw over the link; leaves the learner at the list of witnesses. */
export async function bearWitness(learner: Page, witness: Page) {
  await learner.goto("/witnesses");
  await follow(learner, /^GP1, /);
  await learner.getByLabel("Their name").fill("Wil Marsh");
  await learner.getByLabel("I’ll send the link myself").check();
  await learner.getByLabel("What they should write about").fill("The visit in May.");
  await learner.getByLabel(/^GP1\.1\.1/).check();
  await press(learner, "Ask");
  const link = await learner.getByLabel("The link").inputValue();
  await witness.goto(new URL(link).pathname);
  await witness.getByLabel("Your role").fill("Team manager");
  await witness.getByLabel("Your organisation").fill("Harbour House");
  await witness.getByLabel("Your email address").fill("wil.marsh@example.net");
  await witness.getByLabel("What you saw", { exact: true }).fill("A home visit");
  await witness.getByLabel("When it was").fill("May 2026");
  await witness.getByLabel("How you know the learner").fill("We have shared an office for two years.");
  await witness.getByLabel("Why you can judge it").fill("I have led this team for nine years.");
  const saw = "She asked what the mother wanted before she said anything, waited, and wrote it down in her words. ";
  await witness.getByLabel("What you saw and heard").fill(saw.repeat(4));
  await witness.getByLabel(/^I saw this myself/).check();
  await press(witness, "Hand over what I wrote");
  await isAt(witness, "Thank you");
  await learner.goto("/witnesses");
}

// Looking

/** No fault that axe can find. From the top: what is scrolled below the header counts as covered. */
export async function axe(page: Page) {
  await page.evaluate(() => window.scrollTo(0, 0));
  await examine(page);
}

/** The page does not scroll sideways. */
export async function fits(page: Page) {
  const { scroll, view } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    view: document.documentElement.clientWidth,
  }));
  expect(scroll, `width of ${page.url()}`).toBeLessThanOrEqual(view);
}

/** Enough contrast, as the page is coloured now. */
export async function contrast(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withRules(["color-contrast"]).setLegacyMode().analyze();
  expect(violations.flatMap(({ nodes }) => nodes.map((node) => node.html)), `contrast on ${page.url()}`).toEqual([]);
}

/** Presses Tab until this has the focus. */
export async function tabTo(page: Page, wanted: Locator) {
  for (let presses = 0; presses < 150; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${wanted} cannot be reached with Tab`);
}

/** What has the focus shows it, and, once the page has scrolled there, nothing covers it. */
export async function showsFocus(page: Page) {
  const look = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const { x, y, width, height } = element.getClientRects()[0];
      const onTop = document.elementFromPoint(x + width / 2, y + height / 2);
      return {
        element: element.outerHTML.slice(0, 120),
        marked: (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none",
        uncovered: height > window.innerHeight || element.contains(onTop),
      };
    });
  await expect.poll(look, "focus is visible").toMatchObject({ marked: true, uncovered: true });
}

export { expect, islandsReady, signIn, signInByForm, signUp } from "./fixtures";
