// The server is killed in the middle of an attempt: what it said was saved is there when it is back, on any device.

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, islandsReady } from "./fixtures";
import { isAt, press, signUp, startQuiz, test as base } from "./journey";

const here = new URL(".", import.meta.url).pathname;
const program = process.env.PROGRAM ?? `${process.env.CARGO_TARGET_DIR ?? join(here, "../target")}/debug/secure-base`;

/** A server of this test's own, which can be killed and started again with the same database. */
class Server {
  private running?: ChildProcess;
  readonly folder = mkdtempSync(join(tmpdir(), "secure-base-"));

  constructor(readonly address: string) {}

  async start() {
    const where = ["--addr", new URL(this.address).host, "--database", `sqlite:${this.folder}/killed.db`];
    this.running = spawn(program, ["serve", "--content", join(here, "../content"), ...where], { stdio: "ignore" });
    const ready = () => fetch(`${this.address}/readyz`).then((answer) => answer.ok, () => false);
    await expect.poll(ready, { message: "the server is there", timeout: 30_000 }).toBe(true);
  }

  /** At once, without a word to it. */
  async kill() {
    const gone = new Promise((done) => this.running!.once("exit", done));
    this.running!.kill("SIGKILL");
    await gone;
  }
}

const test = base.extend<{ server: Server }>({
  server: async ({}, use, info) => {
    const server = new Server(`http://127.0.0.1:${Number(process.env.PORT ?? 3210) + 101 + info.parallelIndex}`);
    await server.start();
    await use(server);
    await server.kill();
    rmSync(server.folder, { recursive: true });
  },
  baseURL: async ({ server }, use) => use(server.address),
});

test.describe.configure({ timeout: 90_000 });

test("an attempt loses nothing when the server is killed between two answers", async ({ page, scripts, faults, server }) => {
  faults.allow(/ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE/);
  await signUp(page, "Quinn Sitter");
  await startQuiz(page, "u3-quiz");
  await islandsReady(page);
  const attempt = page.url();
  const questions = page.locator(".question");
  const options = (at: number) => questions.filter({ has: page.getByRole("radio") }).nth(at).getByRole("radio");
  const saved = async () => {
    if (scripts) await expect(page.getByText(/^Saved \d/)).toBeVisible();
    else await page.getByRole("button", { name: "Save so far" }).last().click();
  };

  await options(0).nth(1).check();
  await saved();
  await server.kill();
  await options(1).nth(2).check();
  if (scripts) await expect(page.getByText(/Not saved/)).toBeVisible();

  await server.start();
  await page.goto(attempt);
  await islandsReady(page);
  await expect(options(0).nth(1), "what was saved").toBeChecked();
  if (scripts) {
    await expect(options(1).nth(2), "what this browser kept").toBeChecked();
    await saved();
  }
  for (const question of await questions.all()) await question.locator("input").first().check();
  await press(page, "Hand in");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(" of 18");
  const outcome = await page.getByRole("heading", { level: 1 }).textContent();

  await server.kill();
  await server.start();
  await page.goto(attempt);
  await isAt(page, outcome!);
});
