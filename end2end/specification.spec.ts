// What a unit asks for before it is signed off, moving to the next version, and the frameworks of others: read, walked both ways, and moved once.

import { axe, contrast, enrol, expect, fits, follow, hears, isAt, press, signIn, signUp, test } from "./journey";

const specialist = "/qualifications/specialist-practitioner";
const gp = "/qualifications/gp-attachment-unit";

test("a unit says what it asks for, and the whole says what it still needs @narrow", async ({ page }) => {
  await page.goto(specialist);
  await page.getByText("U7 Care planning").click();
  const unit = page.locator("#U7");
  await expect(unit.getByText("U7.2 is shown by the worksheet “The agreed disengagement plan”.")).toBeVisible();
  await expect(unit.getByText("Still open")).toHaveCount(0);
  await signUp(page);
  await enrol(page, "specialist-practitioner");
  await page.goto(specialist);
  await expect(page.getByText("You have earned 0 of 45 credits.")).toBeVisible();
  await page.getByText("What the whole still needs").click();
  await expect(page.getByText("“Choose at least one” has 0 of at least 6 credits")).toBeVisible();
  await expect(page.locator("#U7").getByText("Still open")).toHaveCount(4);
  await axe(page);
  await fits(page);
});

test("a criterion leads to a framework, and the framework back @narrow", async ({ page, scripts }) => {
  await page.goto("/qualifications");
  await follow(page, "See how they sit beside other people’s frameworks");
  await isAt(page, "Other people’s frameworks");
  await axe(page);
  await follow(page, "RCGP areas of capability");
  await isAt(page, "RCGP areas of capability");
  await expect(page.getByText("has neither checked nor approved it")).toBeVisible();
  await axe(page);
  if (scripts) await contrast(page);
  await fits(page);
  await page.locator("#rcgp-team").getByRole("link", { name: "GP1.4.2" }).click();
  await expect(page).toHaveURL(/gp-attachment-unit#GP1\.4\.2$/);
  const criterion = page.locator("[id='GP1.4.2']");
  await criterion.getByText("Close to, in other frameworks").click();
  await criterion.getByRole("link", { name: "Team working" }).click();
  await expect(page).toHaveURL(/rcgp-capabilities#rcgp-team$/);
});

test("one looks before one moves, and waits for the assessors @narrow", async ({ page }) => {
  await signIn(page, "learner");
  await page.goto(specialist);
  await follow(page, "See what moving to version 1.2 would change");
  await isAt(page, "From version 1.1 to 1.2");
  await expect(page.getByText("Nothing has happened yet.")).toBeVisible();
  await expect(page.getByText("You can move when you have their answer")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Move to/ })).toHaveCount(0);
  await axe(page);
  await fits(page);
  await follow(page, "Stay on my version");
  await expect(page.getByText(/on version 1\.1 of the specification/)).toBeVisible();
});

test("one moves once, and keeps what is signed off", async ({ page }) => {
  await signIn(page, "iqa");
  await page.goto(`${gp}/transfer`);
  const heading = page.getByRole("heading", { level: 1 });
  // Another run, with or without scripts, may have moved already: nobody moves twice.
  if ((await heading.innerText()) === "From version 1.0 to 1.1") {
    await expect(page.locator(".state", { hasText: "Carries over" })).toHaveCount(10);
    await axe(page);
    await press(page, "Move to version 1.1");
    await hears(page, "You are on the new version now.");
  }
  await page.goto(gp);
  await expect(page.getByText(/you are on version 1\.1 of the specification/)).toBeVisible();
  await page.goto(`${gp}/transfer`);
  await isAt(page, "You are on the newest version");
  await page.goto("/portfolio");
  await expect(page.getByText(/^Signed off on/)).toBeVisible();
});
