// Anybody who is shown a certificate looks its number up; the administrator revokes one.

import {
  axe,
  becomeReadyForAssessment,
  certify,
  expect,
  follow,
  isAt,
  isRefused,
  newName,
  press,
  signIn,
  test,
} from "./journey";

test.describe.configure({ timeout: 120_000 });

test("anybody looks up the certificate of last winter, however its number is typed", async ({ page, elsewhere }) => {
  const holder = await elsewhere();
  await signIn(holder, "iqa");
  await holder.goto("/portfolio");
  await follow(holder, "Attachment in the therapeutic alliance");
  const number = await holder.locator("dt:text-is('Number') + dd").innerText();
  const bare = number.replaceAll("-", "");
  for (const typed of [number, bare, bare.slice(2), number.toLowerCase()]) {
    await page.goto(`/certificates/${typed}`);
    await isAt(page, "This certificate is valid");
    await expect(page.getByRole("main")).toContainText(/Nadia Shah holds it until \d+ \w+ \d{4}/);
  }
  await expect(page.getByRole("main")).toContainText("no accreditation or regulation stands behind this certificate");
  expect(await page.content()).not.toMatch(/[\w.-]+@[\w-]+\.\w+/);
  await expect(page.getByRole("link", { name: "Download the PDF" })).toHaveCount(0);
  await axe(page);

  await page.goto("/certificates");
  await axe(page);
  await page.getByLabel("Certificate number").fill(` ${number.toLowerCase().replaceAll("-", " ")} `);
  await press(page, "Look it up");
  await isAt(page, "This certificate is valid");
  await expect(page.getByLabel("Certificate number")).toHaveValue(number);

  const slip = number.slice(0, -1) + (number.endsWith("7") ? "8" : "7");
  const answer = await page.goto(`/certificates/${slip}`);
  expect(answer?.status()).toBe(404);
  await isAt(page, "That is not one of our numbers");
  await expect(page.getByText("There is a slip in it")).toBeVisible();
  await axe(page);
});

test("a well-formed number that was never given says so", async ({ page }) => {
  const answer = await page.goto("/certificates/SB-00000-00000-0");
  expect(answer?.status()).toBe(404);
  await isAt(page, "We know no certificate with this number");
  await axe(page);
});

test("a revoked certificate says so to everybody, and why only to its holder", async ({ page, assessor, administrator, elsewhere }) => {
  const name = newName();
  await becomeReadyForAssessment(page, name);
  const number = await certify(assessor, name);

  await administrator.goto(`/certificates/${number}`);
  await administrator.getByText("Revoke this certificate").click();
  await axe(administrator);
  await press(administrator, "Revoke it");
  await isRefused(administrator, "Enter the reason.");
  await axe(administrator);
  await administrator.getByLabel("Why").fill("Issued to the wrong person.");
  await press(administrator, "Revoke it");
  await isAt(administrator, "This certificate has been revoked");

  const employer = await elsewhere();
  await employer.goto(`/certificates/${number}`);
  await isAt(employer, "This certificate has been revoked");
  await expect(employer.getByText(/revoked it on \d+ \w+ \d{4}\. It must not be relied on\./)).toBeVisible();
  await expect(employer.getByRole("main")).not.toContainText("wrong person");
  await axe(employer);
  await page.goto(`/certificates/${number}`);
  await expect(page.getByRole("main")).toContainText("Issued to the wrong person.");
  await page.goto("/portfolio");
  await expect(page.locator(".state", { hasText: "Revoked" })).toBeVisible();
});
