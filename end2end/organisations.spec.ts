// Two organisations share an installation: whoever assesses in one of them finds nothing of the other.

import {
  axe,
  expect,
  fits,
  follow,
  gpReflections,
  enrol,
  handIn,
  hears,
  isAt,
  isRefused,
  newName,
  ownPassword,
  press,
  signUp,
  test,
  workOf,
} from "./journey";

test.describe.configure({ timeout: 90_000 });

test("an assessor of another organisation finds nothing of a learner's work @narrow", async ({ page: learner, assessor, administrator, elsewhere }) => {
  const [name, stranger] = [newName(), newName("Eve")];
  const harbour = `Harbour ${name}`;
  await signUp(learner, name);
  await enrol(learner, "gp-attachment-unit");
  await handIn(learner, gpReflections[0]);

  await administrator.goto("/people");
  await follow(administrator, "Organisations");
  await press(administrator, "Make the organisation");
  await isRefused(administrator, "Enter the organisation’s name.");
  await axe(administrator);
  await administrator.getByLabel("Its name").fill(harbour);
  await press(administrator, "Make the organisation");
  await hears(administrator, "Made.");
  await axe(administrator);
  await fits(administrator);
  await follow(administrator, harbour);
  await administrator.getByLabel("Its name").fill(`${harbour} House`);
  await press(administrator, "Save the name");
  await hears(administrator, "Saved.");

  await administrator.goto("/people");
  await administrator.getByLabel("Email address", { exact: true }).fill(`eve-${Date.now()}-${process.pid}@example.org`);
  await administrator.getByLabel("Name", { exact: true }).fill(stranger);
  await administrator.getByLabel("Role", { exact: true }).selectOption("Assessor");
  await administrator.getByLabel("Organisation", { exact: true }).selectOption(`${harbour} House`);
  await axe(administrator);
  await press(administrator, "Send the invitation");
  await isAt(administrator, "The invitation is made");
  const link = new URL(await administrator.getByRole("main").locator("code").innerText()).pathname;

  const eve = await elsewhere();
  await eve.goto(link);
  await eve.getByLabel("Password").fill(ownPassword);
  await press(eve, "Save and sign in");
  await eve.goto("/assessment");
  await isAt(eve, "Nothing waits for a decision");
  await axe(eve);

  await assessor.goto("/assessment");
  const work = workOf(assessor, name).first().getByRole("link").first();
  const address = (await work.getAttribute("href"))!;
  await assessor.goto(address);
  await expect(assessor.getByRole("main")).toContainText(name);
  const refused = await eve.goto(address);
  expect(refused?.status()).toBe(404);
  await isAt(eve, "Page not found");
});
