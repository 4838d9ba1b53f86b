// A worksheet from the first word to the last comment: filled in, refused and kept, handed in, commented on field by field, handed in again.

import type { Locator, Page } from "@playwright/test";
import {
  achieveEverything,
  axe,
  contrast,
  enrol,
  expect,
  fits,
  follow,
  hears,
  isAt,
  isRefused,
  islandsReady,
  newName,
  openWork,
  press,
  showsFocus,
  signUp,
  tabTo,
  test,
} from "./journey";

test.describe.configure({ timeout: 120_000 });

const plan = "/worksheets/agreed-disengagement-plan";
const title = "The agreed disengagement plan";

/** Enough words for every field of the plan, and not too many. */
const words =
  "She said it in her own words, and I wrote it down as she said it, at the table with the kettle on, over three meetings in the " +
  "spring, and she read it again before we went on to the next part of the plan.";

/** Somebody new who has begun the plan. */
async function begin(page: Page, name?: string) {
  await signUp(page, name);
  await enrol(page, "specialist-practitioner");
  await page.goto(plan);
  await press(page, "Begin to fill it in");
  await expect(page).toHaveURL(/\/evidence\//);
  await islandsReady(page);
}

function text(page: Page, field: string): Locator {
  return page.locator(`[id="field-${field}"]`);
}

function cell(page: Page, table: string, row: number, column: number): Locator {
  return text(page, `${table}.${row}.${column}`);
}

/** There is a button above the fields and one below. */
async function save(page: Page) {
  await page.getByRole("button", { name: "Save", exact: true }).first().click();
  await hears(page, "Saved. Only you can see it.");
}

/** Fills in everything that is asked for; of every table one row. */
async function fillIn(page: Page) {
  for (const area of await page.locator("form.worksheet textarea:not(.cell)").all()) await area.fill(words);
  for (const row of await page.locator(".rows > fieldset:first-child").all()) {
    for (const area of await row.getByRole("textbox").all()) await area.fill("A mentor from the choir");
  }
  await page.getByLabel("A mentor or a peer worker").check();
  await page.getByLabel("She comes, or rings, as usual").check();
  await text(page, "next-look").fill("2027-03-31");
}

test("is read about, begun, left and found again", async ({ page }) => {
  await signUp(page);
  await page.goto(plan);
  await isAt(page, title);
  await expect(page.getByText("Before you begin.")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("16 fields, in any order. You can stop and come back.");
  await axe(page);
  await press(page, "Begin to fill it in");
  await expect(page).toHaveURL(/\/qualifications\/specialist-practitioner/);
  await press(page, "Enrol");
  await page.goto(plan);
  await press(page, "Begin to fill it in");
  await islandsReady(page);
  await isAt(page, title);
  await expect(page.getByText("Only you can see this.")).toBeVisible();
  await axe(page);

  await text(page, "in-place-first").fill("When she has done three months at the shop.\n\nNot before.");
  await page.getByLabel("A friend, partner or member of the family").check();
  await page.getByLabel("What she calls it, and that she can ring and say it").check();
  await cell(page, "who-might", 1, 0).fill("Her aunt");
  await text(page, "next-look").fill("2027-03-31");
  await save(page);
  await page.goto("/portfolio");
  await expect(page.getByRole("row", { name: new RegExp(`${title} U7 Worksheet`) })).toBeVisible();
  await follow(page, title);
  await islandsReady(page);
  await expect(text(page, "in-place-first")).toHaveValue("When she has done three months at the shop.\n\nNot before.");
  await expect(page.getByLabel("A friend, partner or member of the family")).toBeChecked();
  await expect(page.getByLabel("What she calls it, and that she can ring and say it")).toBeChecked();
  await expect(cell(page, "who-might", 0, 0)).toHaveValue("Her aunt");
  await expect(text(page, "next-look")).toHaveValue("2027-03-31");
  await page.goto(plan);
  await follow(page, "Go on with it");
  await isAt(page, title);
});

test("has as many rows as one wants", async ({ page }) => {
  await begin(page);
  const table = page.getByRole("group", { name: "Who might hold it next" });
  const rows = table.getByRole("group");
  await expect(rows).toHaveCount(3);
  await cell(page, "who-might", 0, 0).fill("Her aunt");
  for (const count of [4, 5]) {
    await table.getByRole("button", { name: "Add a row" }).click();
    await expect(rows).toHaveCount(count);
  }
  await expect(cell(page, "who-might", 0, 0)).toHaveValue("Her aunt");
  await expect(rows.nth(4)).toHaveAccessibleName("Row 5");
  await cell(page, "who-might", 4, 1).fill("Somebody to ring on a Sunday");
  await axe(page);
  await save(page);
  await expect(cell(page, "who-might", 1, 1)).toHaveValue("Somebody to ring on a Sunday");
  await expect(rows).toHaveCount(3);
});

test("too little is refused, with everything given back", async ({ page }) => {
  await begin(page);
  await fillIn(page);
  await text(page, "way-back").fill("Too short.");
  await text(page, "copies").fill("");
  await text(page, "next-look").fill("");
  await press(page, "Hand in");
  await isRefused(
    page,
    "“The way back in”: write at least 30 words; there are 2 so far.",
    "“Who has a copy”: write something.",
    "“When we look at this again”: give a date.",
  );
  await axe(page);
  await page.getByRole("alert").getByRole("link").first().click();
  await expect(text(page, "way-back")).toBeFocused();
  await showsFocus(page);
  await expect(text(page, "way-back")).toHaveValue("Too short.");
  await expect(text(page, "in-place-first")).toHaveValue(words);
  await expect(cell(page, "steps", 0, 5)).toHaveValue("A mentor from the choir");
  await expect(page.getByLabel("A mentor or a peer worker")).toBeChecked();
});

test("is handed in, commented on beside its fields, and shows what has changed the next time", async ({ page: learner, assessor }) => {
  const name = newName();
  await begin(learner, name);
  await fillIn(learner);
  await press(learner, "Hand in");
  await hears(learner, "Handed in. An assessor will read it; you will hear from them.");
  await axe(learner);
  const evidence = learner.url().split("?")[0];

  await test.step("the assessor comments on a field, leaves, and comes back to it", async () => {
    await openWork(assessor, name);
    await isAt(assessor, `${name} · unit U7, ${title}`);
    await axe(assessor);
    const field = assessor.locator(".filled > .entry", { hasText: "The way back in" }).first();
    await field.getByText("Comment on this field").click();
    await field.getByRole("textbox").fill("Whom does she ring on a Sunday?");
    await press(assessor, "Save and leave");
    await hears(assessor, "Saved.");
    await openWork(assessor, name);
    await expect(field.getByRole("textbox")).toHaveValue("Whom does she ring on a Sunday?");
    await axe(assessor);
    await achieveEverything(assessor);
    const open = assessor.getByRole("group", { name: "U7.3.3" });
    await open.getByLabel("Not yet achieved").check();
    await open.getByLabel("Feedback, and what to do next").fill("See beside the field.");
    await press(assessor, "Record the decisions");
    await hears(assessor, "Returned.");
  });

  await test.step("the learner reads it beside the field, also while writing", async () => {
    await learner.goto(evidence);
    await expect(learner.getByText("Whom does she ring on a Sunday?")).toBeVisible();
    await axe(learner);
    await follow(learner, "Write the next version");
    await islandsReady(learner);
    await expect(text(learner, "way-back")).toHaveAccessibleDescription(/Whom does she ring on a Sunday\?/);
    await axe(learner);
    await text(learner, "way-back").fill(words.replace("at the table", "on the phone"));
    await cell(learner, "steps", 1, 0).fill("They meet, all three");
    await learner.getByLabel("Several people, for different things").check();
    await press(learner, "Hand in");
    await hears(learner, "Handed in.");
  });

  for (const [who, page] of [["the assessor", assessor], ["the learner", learner]] as const) {
    await test.step(`${who} sees what has changed`, async () => {
      if (page === assessor) await openWork(assessor, name);
      else await learner.goto(evidence);
      await expect(page.getByText("3 of 16 fields have changed since it was handed in before.")).toBeVisible();
      const field = page.locator(".filled > .entry", { hasText: "The way back in" }).first();
      await expect(field.locator("del")).toHaveText("[taken out: at the table]");
      await expect(field.locator("ins")).toHaveText("[new: on the phone]");
      await expect(page.getByRole("row", { name: /^New .*They meet, all three/ })).toBeVisible();
      await expect(page.locator(".whole .filled")).toBeHidden();
      await page.getByText("Show the whole, without marks").click();
      await expect(page.locator(".whole .filled")).toBeVisible();
      await axe(page);
    });
  }
  await assessor.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  if (test.info().project.use.javaScriptEnabled !== false) await contrast(assessor);
});

test("is saved while it is filled in, and kept while there is no connection @scripts", async ({ page, faults }) => {
  await begin(page);
  const state = page.locator("form.worksheet > .saved").getByRole("status");
  await text(page, "in-place-first").pressSequentially("First thoughts.");
  await expect(state).toHaveText(/^Saved \d\d:\d\d$/);
  await page.getByLabel("Somebody in a group").check();
  await page.getByRole("group", { name: "Who might hold it next" }).getByRole("button", { name: "Add a row" }).click();
  await expect(cell(page, "who-might", 3, 0)).toBeFocused();
  const sent = page.waitForResponse((response) => !!response.request().postData()?.includes("Her aunt"));
  await page.keyboard.type("Her aunt");
  await sent;
  await expect(state).toHaveText(/^Saved \d\d:\d\d$/);
  await page.reload();
  await islandsReady(page);
  await expect(text(page, "in-place-first")).toHaveValue("First thoughts.");
  await expect(page.getByLabel("Somebody in a group")).toBeChecked();
  await expect(cell(page, "who-might", 0, 0)).toHaveValue("Her aunt");

  faults.allow(/ERR_INTERNET_DISCONNECTED/);
  // A browser that leaves a page while it plays at being offline may go online in between; calls that do not arrive are more certain.
  await page.route("**/api/**", (route) => route.abort("internetdisconnected"));
  await text(page, "in-place-first").press("Control+End");
  await text(page, "in-place-first").pressSequentially(" In the tunnel.");
  await page.getByLabel("What she calls it, and that she can ring and say it").check();
  for (const _ of [0, 1]) await page.getByRole("group", { name: "Early-warning signs" }).getByRole("button", { name: "Add a row" }).click();
  await page.keyboard.type("Swaps her earlies for lates");
  await expect(state).toHaveText("Not saved: you seem to be offline. Your text is kept in this browser.");
  await axe(page);
  const keys = await page.evaluate(() => Object.keys(localStorage));
  const id = "[0-9a-f]{8}-[0-9a-f-]{27}";
  expect(keys, "kept under the person and the evidence").toEqual([expect.stringMatching(new RegExp(`^draft ${id} ${id}$`))]);
  const address = page.url();
  await page.goto("about:blank");
  await page.unroute("**/api/**");
  await page.goto(address);
  await expect(text(page, "in-place-first")).toHaveValue("First thoughts. In the tunnel.");
  await expect(page.getByLabel("What she calls it, and that she can ring and say it")).toBeChecked();
  await expect(cell(page, "signs", 5, 0)).toHaveValue("Swaps her earlies for lates");
  await expect(state).toHaveText(/^Saved \d\d:\d\d$/);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test("two windows lose no words of each other @scripts", async ({ page, faults }) => {
  faults.allow(/worksheet-draft 409|ERR_INTERNET_DISCONNECTED/);
  await begin(page);
  const address = page.url();
  const state = page.locator("form.worksheet > .saved").getByRole("status");
  const second = await page.context().newPage();
  await second.goto(address);
  await islandsReady(second);
  await text(second, "in-place-first").pressSequentially("From the second window.");
  await expect(second.locator("form.worksheet > .saved").getByRole("status")).toHaveText(/^Saved \d\d:\d\d$/);
  await second.close();
  await text(page, "in-place-first").pressSequentially("From the first window.");
  await expect(state).toContainText("Not saved: This text has been saved from another page");
  await page.reload();
  await islandsReady(page);
  await expect(text(page, "in-place-first")).toHaveValue(/^From the second window\.[^]*From the first window\.$/);
  await expect(state).toHaveText(/^Saved \d\d:\d\d$/);
});

test("a form that is sent while it is being saved waits for that @scripts", async ({ page }) => {
  await begin(page);
  await page.route("**/api/worksheet-draft", async (route) => {
    await new Promise((done) => setTimeout(done, 1500));
    await route.continue();
  });
  const sent = page.waitForRequest("**/api/worksheet-draft");
  await text(page, "in-place-first").pressSequentially("One word.");
  await sent;
  await text(page, "in-place-first").pressSequentially(" One more.");
  await save(page);
  await expect(text(page, "in-place-first")).toHaveValue("One word. One more.");
});

test("the keyboard alone is enough", async ({ page }) => {
  await begin(page);
  await tabTo(page, text(page, "in-place-first"));
  await showsFocus(page);
  await page.keyboard.type("Three months at the shop.");
  const table = page.getByRole("group", { name: "Who might hold it next" });
  await tabTo(page, table.getByRole("button", { name: "Add a row" }));
  await showsFocus(page);
  await page.keyboard.press("Enter");
  await expect(table.getByRole("group")).toHaveCount(4);
  await islandsReady(page);
  await tabTo(page, page.getByRole("radio").first());
  await showsFocus(page);
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByLabel("A mentor or a peer worker")).toBeChecked();
  await tabTo(page, page.getByRole("checkbox").first());
  await page.keyboard.press("Space");
  await expect(page.getByRole("checkbox").first()).toBeChecked();
  await page.keyboard.press("Shift+Tab");
  await showsFocus(page);
  await tabTo(page, page.getByRole("button", { name: "Save", exact: true }).last());
  await page.keyboard.press("Enter");
  await hears(page, "Saved.");
  await expect(text(page, "in-place-first")).toHaveValue("Three months at the shop.");
});

test("stays in one column on a phone @narrow", async ({ page, assessor }) => {
  const name = newName();
  await page.goto(plan);
  await fits(page);
  await page.goto(`${plan}/blank`);
  await fits(page);
  await axe(page);
  await begin(page, name);
  await fits(page);
  await axe(page);
  await fillIn(page);
  await press(page, "Hand in");
  await hears(page, "Handed in.");
  await fits(page);
  await axe(page);
  await page.goto(`${page.url().split("?")[0]}/document`);
  await fits(page);
  await axe(page);
  await openWork(assessor, name);
  await fits(assessor);
  await axe(assessor);
});

test("prints as a document, blank and filled in", async ({ page }) => {
  await page.goto(`${plan}/blank`);
  await axe(page);
  await page.emulateMedia({ media: "print" });
  for (const gone of ["header.top", "footer.foot", ".crumbs", "main > .actions"]) await expect(page.locator(gone)).toBeHidden();
  await expect(page.getByRole("heading", { name: "The way back in" })).toBeVisible();
  expect((await page.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
  await page.emulateMedia({ media: "screen" });

  await begin(page);
  await fillIn(page);
  await press(page, "Hand in");
  await follow(page, "as a page to print");
  await axe(page);
  await expect(page.getByRole("main")).toContainText(/Handed in.*submission 1/s);
  await expect(page.getByRole("main")).toContainText("31 March 2027");
  await page.emulateMedia({ media: "print" });
  for (const gone of ["header.top", "footer.foot", ".crumbs"]) await expect(page.locator(gone)).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect((await page.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
});
