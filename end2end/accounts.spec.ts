// Accounts: coming in and going out, passwords, sessions, invitations and roles; what is typed is never lost.

import {
  account,
  axe,
  beginReflection,
  enrol,
  expect,
  follow,
  hears,
  isAt,
  isRefused,
  newName,
  ownPassword,
  press,
  signIn,
  signInByForm,
  signUp,
  test,
  theText,
} from "./journey";

test.describe.configure({ timeout: 90_000 });

const another = "a kettle beside the estuary";

/** An address that nobody has. */
const newAddress = () => `${newName("new").replaceAll(" ", "-").toLowerCase()}@example.org`;

test("a refused sign-up says what is wrong and keeps what was typed", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Lee O'Hara");
  await page.getByLabel("Email address").fill("lee at example");
  await page.getByLabel("Password").fill("short");
  await press(page, "Make my account");
  await isRefused(page, "Give an email address like name@example.org.", /^Use at least 12 characters\./);
  await expect(page.getByLabel("Your name")).toHaveValue("Lee O'Hara");
  await expect(page.getByLabel("Email address")).toHaveValue("lee at example");
  await expect(page.getByLabel("Password")).toHaveValue("");
  await page.getByRole("alert").getByRole("link").first().click();
  await expect(page.getByLabel("Email address")).toBeFocused();
  await axe(page);

  await page.getByLabel("Email address").fill("learner@example.org");
  await page.getByLabel("Password").fill(ownPassword);
  await press(page, "Make my account");
  await isRefused(page, /^An account with this address may exist already\./);
});

test("signs out, and is asked to sign in for a page of one's own", async ({ page }) => {
  const email = await signUp(page);
  await page.goto("/account");
  await axe(page);
  await press(page, /^Sign out$/);
  await expect(page.getByRole("navigation", { name: "Main" })).toContainText("Sign in");
  await page.goto("/portfolio");
  await isAt(page, "Sign in");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill("not this one");
  await press(page, "Sign in");
  await isRefused(page, /^The email address or the password is not right\./);
  await expect(page.getByLabel("Email address")).toHaveValue(email);
  await axe(page);
  await page.getByLabel("Password").fill(ownPassword);
  await press(page, "Sign in");
  await expect(page).toHaveURL("/portfolio");
});

test("what was written while one was signed out elsewhere comes back and can be carried on", async ({ page, faults }) => {
  // The draft that saves itself learns of it, too.
  faults.allow(/response: .*\/api\/draft 401/);
  const email = await signUp(page);
  await enrol(page, "gp-attachment-unit");
  await beginReflection(page, "gp-consultation-reflection");
  const text = `${account(40)}\n\nA second paragraph, with “quotes” & <signs>.`;
  const tab = await page.context().newPage();
  await tab.goto("/account");
  await press(tab, /^Sign out$/);
  await tab.close();

  await theText(page).fill(text);
  await press(page, "Save");
  await hears(page, "You were signed out meanwhile. Sign in again: what you have written is kept.");
  await axe(page);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill("not this one");
  await press(page, "Sign in");
  await isRefused(page, /^The email address or the password is not right\./);
  await page.getByLabel("Password").fill(ownPassword);
  await press(page, "Sign in");
  await isAt(page, "You are signed in again");
  await expect(page.getByText("What you had written is still here.")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("A second paragraph, with “quotes” & <signs>.");
  await axe(page);
  await press(page, "Carry on");
  await hears(page, "Saved. Only you can see it.");
  await expect(theText(page)).toHaveValue(text);
});

test("sees where one is signed in, signs out elsewhere, and changes the password", async ({ page, elsewhere }) => {
  const email = await signUp(page);
  const phone = await elsewhere();
  await signInByForm(phone, email, ownPassword);
  await page.goto("/account");
  const sessions = page.locator("section", { has: page.getByRole("heading", { name: "Where you are signed in" }) });
  await expect(sessions.getByRole("listitem")).toHaveCount(2);
  await expect(sessions.getByRole("heading", { name: /^This one: Chrome on/ })).toBeVisible();
  await axe(page);
  await press(page, "Sign out everywhere else");
  await hears(page, "Every other browser is signed out.");
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  await phone.goto("/portfolio");
  await isAt(phone, "Sign in");

  await page.getByLabel("Present password").fill("not this one");
  await page.getByLabel("New password").fill(another);
  await press(page, "Change the password");
  await isRefused(page, "This is not your present password.");
  await axe(page);
  await page.getByLabel("Present password").fill(ownPassword);
  await page.getByLabel("New password").fill(another);
  await press(page, "Change the password");
  await hears(page, "Your password is changed.");
  await signInByForm(phone, email, another);
});

test("a forgotten password gets the same answer for every address, and the link in the mail works once", async ({
  page,
  administrator,
  elsewhere,
}) => {
  const email = await signUp(page);
  const visitor = await elsewhere();
  const answers: string[] = [];
  for (const address of [email, newAddress()]) {
    await visitor.goto("/forgotten-password");
    await visitor.getByLabel("Email address").fill(address);
    await press(visitor, "Send me a link");
    await isAt(visitor, "Look at your email");
    answers.push(await visitor.getByRole("main").innerText());
  }
  expect(answers[0]).toBe(answers[1]);
  await axe(visitor);

  await administrator.goto("/outbox");
  const letter = administrator.getByRole("row").filter({ hasText: email });
  await letter.locator("summary").click();
  const link = new URL((await letter.innerText()).match(/https?:\/\/\S+\/reset-password\/\S+/)![0]).pathname;
  await axe(administrator);

  await visitor.goto(link);
  await axe(visitor);
  await visitor.getByLabel("New password").fill("password1234");
  await press(visitor, "Save and sign in");
  await isRefused(visitor, /^This password is one that many people use\./);
  await visitor.getByLabel("New password").fill(another);
  await press(visitor, "Save and sign in");
  await isAt(visitor, "Your account");
  const again = await page.goto(link);
  expect(again?.status()).toBe(410);
  await isAt(page, "This link does not work");
  await axe(page);
});

test("the administrator invites somebody, who comes in, and gives them another role", async ({ page, administrator }) => {
  const name = newName("Mo");
  const email = newAddress();
  await administrator.goto("/people");
  await press(administrator, "Send the invitation");
  await isRefused(administrator, "Give an email address like name@example.org.", "Enter a name.");
  await axe(administrator);
  await administrator.getByLabel("Email address", { exact: true }).fill(email);
  await administrator.getByLabel("Name", { exact: true }).fill(name);
  await administrator.getByLabel("Role", { exact: true }).selectOption("Manager");
  await press(administrator, "Send the invitation");
  await isAt(administrator, "The invitation is made");
  await axe(administrator);
  const link = new URL(await administrator.getByRole("main").locator("code").innerText()).pathname;

  await page.goto(link);
  await isAt(page, "Welcome to Secure Base");
  await axe(page);
  await expect(page.getByLabel("Your name")).toHaveValue(name);
  await page.getByLabel("Password").fill(ownPassword);
  await press(page, "Save and sign in");
  const menu = page.getByRole("navigation", { name: "Main" });
  await expect(menu).toContainText(name);
  await expect(menu).not.toContainText("Assessment");

  await administrator.goto("/people");
  await administrator.getByLabel("Find by name or email address").fill(email);
  await press(administrator, "Find");
  await follow(administrator, `Change the roles of ${name}`);
  await expect(administrator.getByRole("checkbox", { name: "Manager" })).toBeChecked();
  await axe(administrator);
  await administrator.getByRole("checkbox", { name: "Assessor" }).check();
  await press(administrator, "Save the roles");
  await hears(administrator, "Saved.");
  await page.goto("/portfolio");
  await isAt(page, "Sign in");
  await signInByForm(page, email, ownPassword);
  await menu.getByRole("link", { name: "Assessment" }).click();
  await isAt(page, /waiting|waits/);
});

test("the administrator says what stands behind the qualification", async ({ administrator }) => {
  const organisation = administrator.getByLabel("Issuing organisation");
  await administrator.goto("/settings");
  await axe(administrator);
  const before = await organisation.inputValue();
  await organisation.fill("");
  await administrator.getByLabel("Colour of certificates").fill("green");
  await press(administrator, "Save the settings");
  await isRefused(administrator, "Enter the name of the organisation.", /#/);
  await expect(administrator.getByLabel("Colour of certificates")).toHaveValue("green");
  await axe(administrator);
  await organisation.fill(before);
  await administrator.getByLabel("Colour of certificates").fill("#0b5d4d");
  await press(administrator, "Save the settings");
  await hears(administrator, "Saved. Certificates issued from now on say so.");
});

test("a learner finds no page of another role, and nobody else's work", async ({ page, elsewhere }) => {
  const writer = await elsewhere();
  await signIn(writer, "learner");
  await writer.goto("/portfolio");
  const evidence = await writer.getByRole("row").getByRole("link").first().getAttribute("href");
  await signUp(page);
  for (const [address, status] of [
    ["/people", 404],
    ["/outbox", 404],
    ["/settings", 404],
    ["/assessment", 404],
    [evidence!, 404],
  ] as const) {
    const answer = await page.goto(address);
    expect(answer?.status(), address).toBe(status);
    await expect(page.getByRole("main").getByRole("link", { name: "Go to the start page" })).toBeVisible();
  }
  await axe(page);
});
