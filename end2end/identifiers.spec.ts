// Before anything is handed in: what could give a person away is shown in its sentence, and the learner says what becomes of it.

import {
  account,
  axe,
  beginReflection,
  contrast,
  enrol,
  expect,
  fits,
  follow,
  hears,
  isAt,
  isRefused,
  openWork,
  newName,
  press,
  signUp,
  test,
  theText,
  tickEverything,
} from "./journey";

test.describe.configure({ timeout: 120_000 });

const names = "/portfolio/names";

test("lists a name, is asked about it, changes the text, and hands in the rest as it is @narrow", async ({ page, assessor, scripts }) => {
  const name = newName();
  await signUp(page, name);
  await enrol(page, "gp-attachment-unit");

  await page.goto("/portfolio");
  await follow(page, "Names to look for");
  await axe(page);
  await press(page, "Look for this name");
  await isRefused(page, "Enter a name, or what you call somebody.");
  for (const listed of ["Dee", "Mary Ann"]) {
    await page.getByLabel("A first name or a nickname").fill(listed);
    await press(page, "Look for this name");
    await hears(page, "Only you can see it.");
  }
  await press(page, "Take away Mary Ann");
  await hears(page, "The name is gone.");
  await expect(page.getByRole("main").getByRole("listitem").filter({ hasText: "Dee" })).toHaveCount(1);
  await axe(page);
  await fits(page);

  await beginReflection(page, "gp-reflection");
  const telling = `${account()} Dee moved <here>, to SW1A 1AA. I rang 07700 900123.`;
  await theText(page).fill(telling);
  await tickEverything(page);
  await press(page, "Hand in");
  await isAt(page, "Could anybody be recognised?");
  await expect(page.getByRole("main").locator("mark")).toHaveText(["Dee", "SW1A 1AA", "07700 900123"]);
  await expect(page.getByRole("main")).toContainText("Dee moved <here>, to SW1A 1AA.");
  await axe(page);
  await fits(page);
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    if (scripts) await contrast(page);
  }

  await follow(page, "Change the text");
  await expect(theText(page)).toHaveValue(telling);
  await theText(page).fill(`${account()} She moved. I rang the office on 07700 900123.`);
  await press(page, "Hand in");
  await expect(page.getByRole("main").locator("mark")).toHaveText(["07700 900123"]);
  await press(page, "These do not identify anybody: hand in as it is");
  await hears(page, "Handed in.");
  await expect(page.getByText("Before it went in you said that this identifies nobody: a phone number.")).toBeVisible();
  await axe(page);

  await openWork(assessor, name);
  await expect(assessor.getByRole("main")).toContainText("I rang the office");
  await expect(assessor.getByRole("main")).not.toContainText("identifies nobody");
});
