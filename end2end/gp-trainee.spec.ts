// A GP trainee takes the attachment unit: reads, practises, sits the quiz, writes a reflection and hands it in.

import {
  account,
  answer,
  answerKey,
  axe,
  beginReflection,
  enrol,
  expect,
  follow,
  hears,
  isAt,
  isRefused,
  islandsReady,
  passQuiz,
  press,
  signUp,
  startQuiz,
  test,
  theText,
  tickEverything,
} from "./journey";

test.describe.configure({ timeout: 90_000 });

const section = "/modules/attachment-in-the-consultation/attachment-in-ten-minutes";
const quizFile = "attachment-in-the-consultation/quiz.md";

test("signs up, enrols, reads the first section and finds the place again", async ({ page }) => {
  await page.goto("/qualifications/gp-attachment-unit");
  await axe(page);
  await follow(page, "Sign up to enrol");
  await axe(page);
  await page.getByLabel("Your name").fill("Alex Morrow");
  await page.getByLabel("Email address").fill(`alex-${Date.now()}-${process.pid}@example.org`);
  await page.getByLabel("Password").fill("a boat for every weather");
  await press(page, "Make my account");
  await isAt(page, "Attachment in the therapeutic alliance");
  await press(page, "Enrol");
  await hears(page, "You are enrolled.");
  await axe(page);

  await follow(page, "Attachment in the consultation");
  await expect(page.getByText("Before you read.")).toBeVisible();
  await follow(page, /^Begin with: “Attachment in ten minutes”/);
  await isAt(page, "Attachment in ten minutes");
  const contents = page.getByRole("navigation", { name: "Contents of this module" });
  await expect(contents.getByRole("listitem")).toHaveCount(5);
  await expect(contents.locator("[aria-current=page]")).toHaveText("Attachment in ten minutes");
  await expect(contents).toContainText(/0 of 5 read · about \d+ minutes left/);
  await expect(page.locator("article header")).toContainText(/Section 1 of 5.*\d+ minutes · written by/s);
  await expect(page.getByRole("note", { name: "Notes" }).first()).toContainText("Glossary");
  await expect(page.locator("#ref-1")).toContainText("Bowlby, J. (1969)");
  await expect(page.getByRole("img", { name: /^A loop between two shapes/ })).toBeVisible();
  const turn = page.getByRole("navigation", { name: "Previous and next section" });
  await expect(turn.getByRole("link")).toHaveCount(0);

  await turn.getByRole("button", { name: /^I have read this: go on to “Patterns and their limits”/ }).click();
  await isAt(page, "Patterns and their limits");
  await expect(turn.getByRole("link", { name: "← Attachment in ten minutes" })).toBeVisible();
  await expect(contents.getByRole("listitem").first()).toContainText("(read)");

  await contents.getByRole("link", { name: "When your heart sinks" }).click();
  await expect(page.getByText("Before you read.")).toBeVisible();
  await follow(page, "skip to the next section");
  await isAt(page, "Goals, tasks and bond");

  await page.goto("/modules/attachment-in-the-consultation");
  await axe(page);
  await follow(page, "Go on where you stopped: “Patterns and their limits”");
  await isAt(page, "Patterns and their limits");
  await page.goto("/");
  await axe(page);
  await isAt(page, /^You have 4 sections to read in “Attachment in the consultation”/);
  await follow(page, "Go on with “Patterns and their limits”");
  await isAt(page, "Patterns and their limits");
});

test("answers a question wrongly, then rightly, and hears about every option", async ({ page, scripts }) => {
  await signUp(page);
  await page.goto(section);
  await islandsReady(page);
  let arrivals = 0;
  page.on("framenavigated", () => arrivals++);
  const question = page.locator("#gp-palpitations");
  const button = question.getByRole("button");

  await question.getByLabel(/Here's a leaflet|Here’s a leaflet/).check();
  await expect(button).toHaveText("Answer");
  await button.click();
  await expect(question.getByRole("status")).toContainText("Not quite.");
  await expect(question.locator(".feedback")).toHaveCount(4);
  await expect(question.locator("[data-verdict=not-right]").first()).toContainText("The reassurance and the safety-netting are right.");
  await expect(question).toBeInViewport();
  await axe(page);

  await question.getByLabel("No wonder your heart is going.").check();
  await expect(button).toHaveText("Answer again");
  await button.click();
  await expect(question.getByRole("status")).toContainText("Yes.");
  await expect(question.locator(".option[data-verdict=right]")).toContainText("She has come to a safe haven.");
  await expect(question.getByRole("status")).toContainText("Comfort first does not mean comfort only.");
  await expect(question).toBeInViewport();
  if (scripts) expect(arrivals).toBe(0);
  else await expect(page).toHaveURL(`${section}#gp-palpitations`);

  await page.reload();
  await expect(question.getByLabel("No wonder your heart is going.")).toBeChecked();
  await expect(question.getByRole("status")).toContainText("Yes.");
});

test("answers without an account, too", async ({ page }) => {
  await page.goto(section);
  await islandsReady(page);
  const question = page.locator("#gp-palpitations");
  await question.getByLabel("No wonder your heart is going.").check();
  await question.getByRole("button").click();
  await expect(question.getByRole("status")).toContainText("Yes.");
});

test("sits the quiz: stops and goes on, is asked about gaps, and hears when the next attempt opens", async ({ page }) => {
  const keys = answerKey(quizFile);
  await signUp(page);
  await page.goto("/quizzes/gp-attachment-quiz");
  await axe(page);
  await startQuiz(page, "gp-attachment-quiz");
  await axe(page);
  await answer(page, keys.slice(0, 1), false);
  await press(page, "Save and leave");
  await follow(page, "Go on with your attempt");
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(1);

  await press(page, "Hand in");
  const gaps = page.getByRole("alert");
  await expect(gaps).toContainText("15 questions without an answer");
  await axe(page);
  await gaps.getByRole("link").first().click();
  await expect(page.locator(".question:target")).toBeInViewport();
  await expect(page.locator(".question:target")).toContainText("No answer yet.");
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(1);

  await press(page, "Hand in with gaps");
  await isAt(page, "0 of 16: not yet there");
  await expect(page.getByText("No answer was given.").first()).toBeVisible();
  await axe(page);
  await follow(page, "Your attempts");
  await expect(page.getByRole("heading", { name: /^The next attempt opens on \d+ \w+ \d{4} at \d\d:\d\d$/ })).toBeVisible();
  await expect(page.getByText(/^That is in (24 hours|1 day)\./)).toBeVisible();
  await expect(page.getByRole("row", { name: /0 of 16, not yet passed/ })).toBeVisible();
  await expect(page.getByText("3 attempts in all; 2 left.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Start/ })).toHaveCount(0);
});

test("passes the quiz at the first attempt", async ({ page }) => {
  await signUp(page);
  await enrol(page, "gp-attachment-unit");
  await page.goto("/");
  const left = page.getByRole("listitem").filter({ hasText: "is still to be passed: 70% of 16 questions." });
  await expect(left).toBeVisible();
  await passQuiz(page, "gp-attachment-quiz", quizFile);
  await isAt(page, "Passed, with 16 of 16");
  await axe(page);
  await follow(page, "What next");
  await expect(left).toHaveCount(0);
  await page.goto("/quizzes/gp-attachment-quiz");
  await expect(page.getByRole("heading", { name: "You have passed this quiz" })).toBeVisible();
});

test("writes a reflection; too short, it is refused and nothing is lost; handed in, it waits", async ({ page }) => {
  await signUp(page);
  await enrol(page, "gp-attachment-unit");
  await page.goto("/reflections/gp-consultation-reflection");
  await axe(page);
  await beginReflection(page, "gp-consultation-reflection");
  await axe(page);
  await theText(page).fill("Too short.\n\nBut mine.");
  await page.getByRole("checkbox", { name: "GP1.1.1" }).check();
  await page.getByLabel("Where in the text").first().fill("the second line");
  await press(page, "Hand in");

  await isRefused(page, "Write at least 300 words; there are 4 so far.", "Say in a line why this shows GP1.1.1.");
  await page.getByRole("alert").getByRole("link").first().click();
  await expect(theText(page)).toBeFocused();
  await expect(theText(page)).toHaveValue("Too short.\n\nBut mine.");
  await expect(page.getByRole("checkbox", { name: "GP1.1.1" })).toBeChecked();
  await expect(page.getByLabel("Where in the text").first()).toHaveValue("the second line");
  await axe(page);

  await theText(page).fill(account());
  await tickEverything(page);
  await press(page, "Hand in");
  await hears(page, "Handed in. An assessor will read it; you will hear from them.");
  await expect(page.getByText("it cannot be changed until they have answered")).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await expect(page.locator(".history")).toContainText("With the assessors.");
  await axe(page);
  await follow(page, "Read it as it was handed in");
  await expect(page.getByRole("main")).toContainText("She came on a Tuesday and stayed.");
  await axe(page);

  await page.goto("/");
  await expect(page.getByText("5 criteria are with the assessors; you will hear from them.")).toBeVisible();
  await page.goto("/portfolio");
  await expect(page.locator(".state", { hasText: "With the assessors" })).toHaveCount(5);
  await expect(page.locator(".state", { hasText: "Nothing yet" })).toHaveCount(5);
  await expect(page.getByText("0 of 10 criteria achieved.")).toBeVisible();
  await axe(page);
});

test("a text is saved while it is written, and kept while there is no connection @scripts", async ({ page, faults }) => {
  await signUp(page);
  await enrol(page, "gp-attachment-unit");
  await beginReflection(page, "gp-consultation-reflection");
  const state = page.locator(".saved").getByRole("status");
  await theText(page).pressSequentially("First thoughts.");
  await expect(state).toHaveText(/^Saved \d\d:\d\d$/);
  await page.reload();
  await expect(theText(page)).toHaveValue("First thoughts.");
  await islandsReady(page);

  faults.allow(/ERR_INTERNET_DISCONNECTED/);
  await page.context().setOffline(true);
  await theText(page).press("Control+End");
  await theText(page).pressSequentially(" And on the train.");
  await expect(state).toHaveText("Not saved: you seem to be offline. Your text is kept in this browser.");
  await axe(page);
  await page.context().setOffline(false);
  await expect(state).toHaveText(/^Saved \d\d:\d\d$/);

  // A browser that leaves a page while it plays at being offline may go online in between; calls that do not arrive are more certain.
  await page.route("**/api/**", (route) => route.abort("internetdisconnected"));
  await theText(page).pressSequentially(" In the tunnel.");
  await expect(state).toContainText("Not saved");
  const address = page.url();
  await page.goto("about:blank");
  await page.unroute("**/api/**");
  await page.goto(address);
  await expect(theText(page)).toHaveValue("First thoughts. And on the train. In the tunnel.");
  await expect(state).toHaveText(/^Saved \d\d:\d\d$/);
});
