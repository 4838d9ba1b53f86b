// A conversation: read about, played line by line, gone back in, looked back at, and handed in.

import {
  axe,
  contrast,
  enrol,
  expect,
  fits,
  follow,
  hears,
  isAt,
  islandsReady,
  newName,
  openWork,
  press,
  showsFocus,
  signUp,
  tabTo,
  test,
} from "./journey";
import type { Page } from "@playwright/test";

test.describe.configure({ timeout: 90_000 });

const conversation = "/scenarios/sample-door";

/** Begins a conversation as somebody new. */
async function begin(page: Page, name?: string) {
  await signUp(page, name);
  await page.goto(conversation);
  await press(page, "Begin");
  await expect(page).toHaveURL(/\/plays\//);
  await islandsReady(page);
}

/** What has just been said and what happened then. */
function now(page: Page) {
  return page.getByRole("region", { name: "Now" });
}

/** Says lines, each of which leads to these words. */
async function say(page: Page, ...lines: [line: string | RegExp, leadsTo: string][]) {
  for (const [line, leadsTo] of lines) {
    await now(page).getByRole("button", { name: line }).click();
    await expect(now(page)).toContainText(leadsTo);
  }
}

const mended: [string | RegExp, string][] = [
  ["Explain why the conditions matter.", "Right. Yeah."],
  [/You’ve gone quiet/, "Not after they’ve read me the rules."],
  ["Say nothing for a while.", "Tuesday. Don’t be late."],
];

test("anybody reads what it is about; playing takes an account @narrow", async ({ page }) => {
  await page.goto(conversation);
  await isAt(page, "The door");
  await expect(page.getByText("Before you begin.")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Nothing is scored");
  await axe(page);
  await fits(page);
  await follow(page, "Sign in to begin");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test("plays it, hears about each line, and looks back @narrow", async ({ page, scripts }) => {
  await begin(page);
  await axe(page);
  await fits(page);
  await page.evaluate(() => document.documentElement.classList.add("same-document"));
  await say(page, mended[0]);
  await expect(now(page)).toContainText("Content over process");
  await expect(now(page)).toContainText("You are a little further apart.");
  await expect(page.locator("html.same-document")).toHaveCount(scripts ? 1 : 0);
  await axe(page);
  await fits(page);
  await say(page, ...mended.slice(1));
  await follow(page, "Look back at it");

  await isAt(page, "Looked at, and mended");
  await expect(page.getByText("You explained first, and came back for it.")).toBeVisible();
  await expect(page.getByText("With this line a withdrawal began.")).toBeVisible();
  await expect(page.getByText("You met the withdrawal here.")).toBeVisible();
  await expect(page.getByRole("img", { name: /^The alliance over the conversation: bond rose/ })).toBeVisible();
  await page.getByText("The same as a table").click();
  await expect(page.getByRole("row", { name: /^3 2 0 0 Say nothing for a while/ })).toBeVisible();
  await axe(page);
  await fits(page);
  if (!scripts) return;
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await contrast(page);
});

test("stops, comes back, and tries the other line; the first way stays", async ({ page }) => {
  await begin(page);
  await say(page, mended[0]);
  await page.getByRole("main").getByRole("link", { name: "leave here" }).click();
  await follow(page, "Go on where you stopped");
  await islandsReady(page);
  await expect(now(page)).toContainText("Right. Yeah.");
  await say(page, ...mended.slice(1));
  await follow(page, "Look back at it");
  await page.getByRole("button", { name: /in place of line 1$/ }).click();
  await islandsReady(page);
  await expect(now(page)).toContainText("You’re all the same");
  await expect(page.getByText("Way 2, from the beginning again, the one that goes on")).toBeVisible();
  await say(page, ["Offer to end early.", "See you, then."]);
  await follow(page, "Look back at it");
  await isAt(page, "It held");
  await follow(page, "Way 1, from the beginning");
  await expect(page.getByRole("main")).toContainText("Tuesday. Don’t be late.");
  await axe(page);
  await page.goto(conversation);
  await expect(page.getByRole("row", { name: /Ended: It held, 2 ways tried/ })).toBeVisible();
  await axe(page);
});

test("the keyboard alone is enough", async ({ page, scripts }) => {
  await begin(page);
  const first = now(page).getByRole("button").first();
  await tabTo(page, first);
  await showsFocus(page);
  await page.keyboard.press("Enter");
  await expect(now(page)).toContainText("Right. Yeah.");
  if (scripts) await expect(now(page)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(now(page).getByRole("button").first()).toBeFocused();
  await showsFocus(page);
});

test("a play becomes evidence, which an assessor reads line by line", async ({ page, assessor }) => {
  const name = newName("Con");
  await begin(page, name);
  await say(page, ...mended);
  await follow(page, "Look back at it");
  await press(page, "Use this as evidence");
  await expect(page).toHaveURL(/said=enrol-first/);
  await enrol(page, "specialist-practitioner");
  await page.goto(conversation);
  await follow(page, /Look back/);
  await press(page, "Use this as evidence");
  await islandsReady(page);
  const text = page.getByRole("textbox", { name: "What you say about it now" });
  await text.fill("I explained first because the form frightened me, and then I went back for her. ".repeat(5));
  await page.getByText("Read it again").click();
  await expect(page.getByText("You met the withdrawal here.")).toBeVisible();
  await page.getByRole("checkbox").first().check();
  await page.getByLabel("Why it shows this, in a line").first().fill("It names my part in it.");
  await axe(page);
  await fits(page);
  await press(page, "Hand in");
  await hears(page, "Handed in.");
  await expect(page.getByRole("main")).toContainText("the form frightened me");
  await axe(page);

  await openWork(assessor, name);
  await expect(assessor.getByRole("heading", { name: "Conversation, as it was handed in" })).toBeVisible();
  await expect(assessor.getByRole("main")).toContainText("Right. Yeah.");
  await expect(assessor.getByRole("img", { name: /^The alliance over the conversation/ })).toBeVisible();
  await axe(assessor);
});

test("a second window cannot fork a conversation by accident @scripts", async ({ page, faults }) => {
  faults.allow(/\/api\/say 409/);
  await begin(page);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await islandsReady(second);
  await say(page, mended[0]);
  await now(second).getByRole("button", { name: "Offer to end early." }).click();
  await expect(now(second).getByRole("status")).toContainText("has gone on in another window");
  await second.reload();
  await expect(now(second)).toContainText("Right. Yeah.");
});

test("a lost connection says so, and the line can be said again @scripts", async ({ page, context, faults }) => {
  faults.allow(/\/api\/say/);
  await begin(page);
  await context.setOffline(true);
  await now(page).getByRole("button").first().click();
  await expect(now(page).getByRole("status")).toContainText("you seem to be offline");
  await context.setOffline(false);
  await say(page, mended[0]);
});
