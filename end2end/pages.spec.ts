// Every page that each kind of person sees: readable, reachable, in one column on a phone, in light and dark, and light to load.

import {
  axe,
  contrast,
  expect,
  fits,
  islandsReady,
  showsFocus,
  signIn,
  test,
} from "./journey";

const section = "/modules/attachment-in-the-consultation/attachment-in-ten-minutes";

/** Which pages belong to whom. What stands after # is the link to follow on that page, for those whose address is made up as one goes. */
const pages: Record<string, string[]> = {
  anybody: [
    "/modules",
    "/modules/attachment-in-the-consultation",
    section,
    "/modules/attachment-in-the-consultation/patterns-and-their-limits",
    "/modules/the-therapeutic-alliance/goals-tasks-bond",
    "/modules/rupture-and-repair/when-you-hold-the-power",
    "/modules/prescribing-inside-a-relationship/handovers-and-endings",
    "/qualifications",
    "/qualifications/specialist-practitioner",
    "/qualifications/gp-attachment-unit",
    "/glossary",
    "/search?q=safe+haven",
    "/quizzes/gp-attachment-quiz",
    "/reflections/u3-alliance-reflection",
    "/scenarios/sample-door",
    "/certificates",
    "/certificates/SB-00000-00000-0",
    "/sign-up",
    "/forgotten-password",
    "/forgotten-password?done=sent",
    "/reset-password/not-a-link",
    "/invitations/not-a-link",
    "/accessibility",
    "/privacy",
    "/nowhere",
  ],
  learner: [
    "/",
    "/portfolio",
    "/account",
    "/notes",
    section,
    "/modules",
    "/qualifications/specialist-practitioner",
    "/quizzes/u3-quiz",
    "/quizzes/u3-quiz#Review",
    "/portfolio#One alliance, seen from both sides",
    "/review",
    "/review#What does",
    "/review/certainty",
    "/people",
  ],
  gp: ["/", "/portfolio", "/qualifications/gp-attachment-unit", section],
  assessor: ["/", "/assessment", "/assessment#Reflective account"],
  iqa: ["/", "/portfolio", "/portfolio#Attachment in the therapeutic alliance"],
  manager: ["/"],
  admin: ["/", "/people", "/people?find=Whitlock#Change the roles of Tom Whitlock", "/organisations", "/outbox", "/settings", "/assessors"],
};

const isNarrow = (viewport?: { width: number } | null) => !!viewport && viewport.width < 400;

test.describe("looks right and is light", () => {
  for (const [who, addresses] of Object.entries(pages)) {
    for (const place of addresses) {
      test(`${who}: ${place} @narrow @look`, async ({ page, scripts }) => {
        const loaded: string[] = [];
        page.on("request", (request) => loaded.push(request.resourceType()));
        if (who !== "anybody") await signIn(page, who);
        const [address, link] = place.split("#");
        await page.goto(address);
        if (link) {
          const there = page.getByRole("main").getByRole("link", { name: link }).first();
          await page.goto((await there.getAttribute("href"))!);
        }

        await expect(page).toHaveTitle(/^\S.* – Secure Base$/);
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        await expect(page.getByRole("main")).toHaveCount(1);
        await fits(page);
        const hasIsland = (await page.locator("leptos-island").count()) > 0;
        expect(loaded.includes("script"), "loads scripts").toBe(hasIsland && scripts);
        // Without scripts it is the same document.
        if (!scripts) return;
        if (hasIsland) await islandsReady(page);
        await axe(page);
        if (isNarrow(page.viewportSize())) return;
        // At once, without a transition between the colours.
        await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
        await contrast(page);
      });
    }
  }
});

for (const address of ["/", section, "/qualifications/specialist-practitioner", "/sign-up", "/certificates"]) {
  test(`${address} is reached by the keyboard, past the menu @narrow`, async ({ page }) => {
    await page.goto(address);
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to the content" });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport({ ratio: 1 });
    await showsFocus(page);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeInViewport();
    for (let presses = 0; presses < 8; presses++) {
      await page.keyboard.press("Tab");
      await showsFocus(page);
      if (presses === 0) await expect(page.locator("main :focus")).toHaveCount(1);
    }
  });
}

test("the menu and the contents open on a phone @phone", async ({ page }) => {
  await page.goto(section);
  const menu = page.getByRole("navigation", { name: "Main" });
  await expect(menu).toBeHidden();
  await page.getByText("Menu", { exact: true }).click();
  await expect(menu.getByRole("link", { name: "Sign in" })).toBeVisible();
  const contents = page.getByRole("navigation", { name: "Contents of this module" });
  await expect(contents).toBeHidden();
  await page.getByText("Contents", { exact: true }).click();
  await expect(contents.getByRole("link", { name: "When your heart sinks" })).toBeVisible();
  await axe(page);
  await fits(page);
});

test("a section prints as text, without what is only for the screen", async ({ page }) => {
  await page.goto(section);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("#ref-1")).toBeVisible();
  for (const gone of ["header.top", "footer.foot", ".contents", ".turn"]) await expect(page.locator(gone)).toBeHidden();
  expect((await page.pdf()).subarray(0, 5).toString()).toBe("%PDF-");
});

test("a certificate prints on its own", async ({ page }) => {
  await signIn(page, "iqa");
  await page.goto("/portfolio");
  await page.goto((await page.getByRole("link", { name: "Attachment in the therapeutic alliance" }).getAttribute("href"))!);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".verification")).toBeVisible();
  await expect(page.getByLabel("Certificate number")).toBeHidden();
  await expect(page.locator("header.top")).toBeHidden();
  expect((await page.pdf()).subarray(0, 5).toString()).toBe("%PDF-");
});

test("the first visit of a section is light: text and style at most 60 kB, scripts at most 120 kB", async ({ page, scripts }) => {
  const sizes = { text: 0, script: 0 };
  page.on("requestfinished", async (request) => {
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    const kind = /\.(js|wasm)$/.test(new URL(request.url()).pathname) ? "script" : "text";
    sizes[kind] += responseBodySize + responseHeadersSize;
  });
  await page.goto(section, { waitUntil: "networkidle" });
  await islandsReady(page);
  expect(sizes.text).toBeGreaterThan(0);
  expect(sizes.text).toBeLessThanOrEqual(60_000);
  if (scripts) expect(sizes.script).toBeGreaterThan(0);
  expect(sizes.script).toBeLessThanOrEqual(scripts ? 120_000 : 0);
});
