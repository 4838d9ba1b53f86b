// Two server processes on one database write to one ledger at the same time, and the program's own commands find it whole.

import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";

const here = new URL(".", import.meta.url).pathname;
const program = process.env.PROGRAM ?? `${process.env.CARGO_TARGET_DIR ?? join(here, "../target")}/debug/secure-base`;
const people = 24;

test.describe.configure({ timeout: 120_000 });

/** Somebody new, whose role as a learner is an entry of the ledger. Whoever is asked to come back does. */
async function signUp(server: string, number: number) {
  const fields = { name: `Person ${number}`, email: `person${number}@example.org`, password: "a boat for every weather" };
  for (let tries = 0; tries < 20; tries++) {
    const answer = await fetch(`${server}/sign-up`, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
    if (answer.status !== 503) return expect(answer.status, await answer.text()).toBe(303);
    await new Promise((wake) => setTimeout(wake, 500));
  }
  throw new Error(`${server} has no time for person ${number}`);
}

test("two servers write one ledger @scripts", async ({}, info) => {
  const folder = mkdtempSync(join(tmpdir(), "secure-base-"));
  const database = ["--database", `sqlite:${folder}/shared.db`];
  const run = (...words: string[]) => execFileSync(program, [...words, ...database], { encoding: "utf8", cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  const first = Number(process.env.PORT ?? 3210) + 301 + 2 * info.parallelIndex;
  const servers: [string, ChildProcess][] = [first, first + 1].map((port) => {
    const words = ["serve", "--content", join(here, "../content"), "--addr", `127.0.0.1:${port}`, ...database];
    return [`http://127.0.0.1:${port}`, spawn(program, words, { stdio: "ignore" })];
  });
  try {
    for (const [server] of servers) {
      const ready = () => fetch(`${server}/readyz`).then((answer) => answer.ok, () => false);
      await expect.poll(ready, { timeout: 60_000 }).toBe(true);
    }
    const numbers = Array.from({ length: people }, (_, number) => number);
    await Promise.all(numbers.map((number) => signUp(servers[number % servers.length][0], number)));

    const lines = run("ledger", "export").trim().split("\n").map((line) => JSON.parse(line));
    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, place) => place + 1));
    expect(lines.filter(({ kind }) => kind === "role-granted")).toHaveLength(people);
    expect(run("ledger", "verify")).toContain(`${lines.length} entries`);
    const head = run("ledger", "head");
    writeFileSync(join(folder, "head.json"), head);
    const known = ["--head", "head.json", "--public-key", JSON.parse(head).public_key];
    expect(run("ledger", "verify", ...known)).toContain("still holds the head");
  } finally {
    for (const [, running] of servers) running.kill();
    rmSync(folder, { recursive: true });
  }
});
