// What every journey uses. Import `test` and `expect` from here: a test then fails if anything went wrong behind its back, be it an
// error in the console, a violation of the security policy, an exception, or a file or call that did not arrive.

import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

/** What went wrong on the pages of one test. */
export class Faults {
  private found: string[] = [];
  private allowed: RegExp[] = [];

  /** For a test that makes something go wrong on purpose. */
  allow(pattern: RegExp) {
    this.allowed.push(pattern);
  }

  /** Listens to every page of this browser. */
  watch(context: BrowserContext) {
    context.on("console", (message) => {
      // What did not load is reported by its response or failure, with its address.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
        this.found.push(`console: ${message.text()}`);
      }
    });
    context.on("weberror", (error) => this.found.push(`exception: ${error.error().message}`));
    context.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      // A page that one leaves takes its requests with it.
      if (why !== "net::ERR_ABORTED") this.found.push(`request: ${request.url()} ${why}`);
    });
    context.on("response", (response) => {
      // A page may well be a refusal: its test looks at it.
      const isPage = response.request().isNavigationRequest();
      if (response.status() >= (isPage ? 500 : 400)) this.found.push(`response: ${response.url()} ${response.status()}`);
    });
  }

  /** All that was not allowed. */
  left(): string[] {
    return this.found.filter((fault) => !this.allowed.some((pattern) => pattern.test(fault)));
  }
}

/** What came over the wire, compressed and with headers. */
export type Wire = { bytes: number; requests: number };

type Fixtures = { faults: Faults; scripts: boolean };

export const test = base.extend<Fixtures>({
  /** Fails the test for what nobody looked at; `faults.allow(/…/)` makes an exception. */
  faults: [
    async ({ context }, use) => {
      const faults = new Faults();
      faults.watch(context);
      await use(faults);
      expect(faults.left(), "went wrong behind the test's back").toEqual([]);
    },
    { auto: true },
  ],

  /** Whether this run has scripts. */
  scripts: async ({}, use) => use(hasScripts()),
});

export { expect };

/** Who has signed in already in this worker, so that it need not be done for every test. */
const sessions = new Map<string, Cookies>();

/** Signs a demonstration person in, such as `learner` for learner@example.org: by the form once, then by the same session. */
export async function signIn(page: Page, who: string) {
  const email = who.includes("@") ? who : `${who}@example.org`;
  const known = sessions.get(email);
  if (known) return page.context().addCookies(known);
  await signInByForm(page, email);
  sessions.set(email, await page.context().cookies());
}

/** Signs in by the form, in a session of its own; for tests that sign out or change the password. */
export async function signInByForm(page: Page, email: string, password = process.env.SECURE_BASE_DEMO_PASSWORD!) {
  await page.goto("/sign-in");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

let people = 0;

/** Makes an account for a learner whom no other test knows, signed in; gives the address. */
export async function signUp(page: Page, name = "Jo Marsh"): Promise<string> {
  const email = `person-${process.pid}-${Date.now()}-${people++}@example.org`;
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill("a boat for every weather");
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page).not.toHaveURL(/sign-up/);
  return email;
}

/** Whether this run has scripts. */
function hasScripts(): boolean {
  return test.info().project.use.javaScriptEnabled !== false;
}

/** Waits until the islands of the page are alive; at once where there are no scripts. */
export async function islandsReady(page: Page) {
  if (hasScripts()) await page.waitForFunction(() => document.documentElement.dataset.islands === "ready");
}

/** No fault that axe can find, by WCAG 2.2 AA and its own best practices. */
export async function axe(page: Page) {
  const examined = hasScripts() ? page : await twin(page);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page: examined }).withTags(tags).analyze();
  const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.html) }));
  expect(found, `axe on ${page.url()}`).toEqual([]);
  if (examined !== page) await examined.context().close();
}

/** The same document where scripts run, as axe is one, but without those of the document. */
async function twin(page: Page): Promise<Page> {
  // All other options are those of this run.
  const context = await page.context().browser()!.newContext({ javaScriptEnabled: true });
  const twin = await context.newPage();
  const body = await page.content();
  await twin.route(page.url(), (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
  await twin.route("**/*.js", (route) => route.abort());
  await twin.goto(page.url());
  return twin;
}

/** Counts from now on what this page loads: `const wire = await bytes(page); await page.goto(…); expect(wire.bytes)…` */
export async function bytes(page: Page): Promise<Wire> {
  const wire: Wire = { bytes: 0, requests: 0 };
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    wire.bytes += encodedDataLength;
    wire.requests += 1;
  });
  return wire;
}
