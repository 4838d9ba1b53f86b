// An assessor begins training; what they decide waits until a qualified assessor has countersigned it.

import {
  achieveEverything,
  axe,
  enrol,
  expect,
  fits,
  follow,
  gpReflections,
  handIn,
  hears,
  newName,
  openWork,
  ownPassword,
  press,
  signInByForm,
  signUp,
  test,
  workOf,
} from "./journey";

test.describe.configure({ timeout: 120_000 });

test("a trainee's decisions wait for a countersignature @narrow", async ({ page: learner, assessor, administrator, elsewhere }) => {
  const [name, trainee] = [newName(), `Tess ${newName()}`];
  const other = await elsewhere();
  await signUp(learner, name);
  await enrol(learner, "gp-attachment-unit");
  await handIn(learner, gpReflections[0]);
  const email = await signUp(other, trainee);

  await test.step("the administrator makes somebody an assessor in training", async () => {
    await administrator.goto(`/people?find=${encodeURIComponent(email)}`);
    await follow(administrator, /^Change/);
    await administrator.getByLabel("Assessor", { exact: true }).check();
    await press(administrator, "Save the roles");
    await administrator.goto("/assessors");
    await press(administrator, `Begin training of ${trainee}`);
    await expect(administrator.getByRole("button", { name: `End training of ${trainee}` })).toBeVisible();
    await axe(administrator);
    await fits(administrator);
  });

  await test.step("the trainee marks; nobody else can meanwhile", async () => {
    await signInByForm(other, email, ownPassword);
    await openWork(other, name);
    await fits(other);
    await assessor.goto(`/assessment?learner=${encodeURIComponent(name)}`);
    await expect(workOf(assessor, name)).toContainText(`Being marked by ${trainee} until`);
    await axe(assessor);
    await fits(assessor);
    await workOf(assessor, name).getByRole("link").click();
    await expect(assessor.getByText(`Being marked by ${trainee} until`)).toBeVisible();
    await expect(assessor.getByRole("button", { name: "Record the decisions" })).toHaveCount(0);
    await axe(assessor);
    await achieveEverything(other);
    await other.getByLabel(`A word to ${name}`).fill("A pleasure to read.");
    await axe(other);
    await press(other, "Record the decisions");
    await hears(other, "Your decisions wait for a countersignature.");
  });

  await test.step("the learner hears nothing yet", async () => {
    await learner.reload();
    await expect(learner.getByText("It is with the assessors.")).toBeVisible();
    await expect(learner.getByText("A pleasure to read.")).toHaveCount(0);
  });

  await test.step("the assessor countersigns, and the learner hears of it", async () => {
    await assessor.goto("/assessment");
    await follow(assessor, name);
    await expect(assessor.getByText(`${trainee} is in training and proposed these decisions`)).toBeVisible();
    await axe(assessor);
    await fits(assessor);
    await press(assessor, "Countersign");
    await hears(assessor, "Countersigned.");
    await learner.reload();
    await expect(learner.getByText("A pleasure to read.")).toBeVisible();
    await axe(learner);
  });
});
