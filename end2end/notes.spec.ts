// Keeping notes beside the text: with scripts by selecting words, without them by the form below.

import { axe, expect, islandsReady, signUp, test } from "./fixtures";
import { fits, press } from "./journey";

const section = "/modules/the-therapeutic-alliance/goals-tasks-bond";
const quote = "Warmth matters.";

test("a passage is highlighted with the form, found on its page and among all notes, changed, and taken away @narrow", async ({ page }) => {
  await signUp(page, "Nell Noter");
  await page.goto(section);
  await islandsReady(page);
  await expect(page.getByText("Nothing yet.", { exact: false })).toBeVisible();
  await page.getByText("Write a note, or highlight a passage").click();
  await page.getByLabel("A passage to highlight").fill(quote);
  await page.getByLabel("Your note").last().fill("Not enough by itself.");
  await press(page, "Keep it");
  await expect(page.locator("#note-list")).toContainText("Not enough by itself.");
  await page.goto(section);
  await islandsReady(page);
  await expect(page.locator("mark.mine")).toHaveText(quote);
  await expect(page.locator(".notes.mine")).toContainText("Not enough by itself.");
  await fits(page);
  await axe(page);

  await page.goto("/notes");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your notes");
  await expect(page.getByRole("main")).toContainText("Not enough by itself.");
  await fits(page);
  await axe(page);
  await page.getByRole("link", { name: "Change or take away" }).click();
  await axe(page);
  await page.getByLabel("Your note").fill("Enough for today.");
  await press(page, "Save");
  await expect(page.locator(".notes.mine")).toContainText("Enough for today.");
  await page.goto("/search?q=enough+today");
  await expect(page.locator(".found > li", { hasText: "Your note" })).toHaveCount(1);
  await page.goto("/notes");
  await page.getByRole("link", { name: "Change or take away" }).click();
  await press(page, "Take it away for good");
  await expect(page.getByText("The note is gone.")).toBeVisible();
});

test("what stands nowhere in the text is given back @narrow", async ({ page, faults }) => {
  faults.allow(/api\/note 422/);
  await signUp(page, "Nell Noter");
  await page.goto(section);
  await islandsReady(page);
  await page.getByText("Write a note, or highlight a passage").click();
  await page.getByLabel("A passage to highlight").fill("words of my own");
  await page.getByLabel("Your note").last().fill("And a thought.");
  await press(page, "Keep it");
  await expect(page.getByText("do not stand in this section", { exact: false }).first()).toBeVisible();
  await expect(page.getByLabel("Your note").last()).toHaveValue("And a thought.");
});

test("words are selected and highlighted where they stand @scripts @narrow", async ({ page }) => {
  await signUp(page, "Nell Noter");
  await page.goto(section);
  await islandsReady(page);
  const select = (words: string) =>
    page.evaluate((words) => {
      const walker = document.createTreeWalker(document.querySelector("article .prose")!, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const at = walker.currentNode.textContent!.indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + words.length);
        getSelection()!.removeAllRanges();
        getSelection()!.addRange(range);
        return;
      }
      throw new Error(`no ${words}`);
    }, words);
  await select(quote);
  const bar = page.getByRole("group", { name: "The words you selected" });
  await expect(bar).toBeVisible();
  await axe(page);
  await bar.getByRole("button", { name: "Highlight" }).click();
  await expect(page.locator("mark.mine")).toHaveText(quote);
  await expect(page.locator("#note-list blockquote")).toHaveText(quote);
  await select("Ask five colleagues");
  await bar.getByRole("button", { name: "Write a note" }).click();
  await expect(page.getByLabel("A passage to highlight")).toHaveValue("Ask five colleagues");
  await expect(page.getByLabel("Your note").last()).toBeFocused();
  await page.keyboard.type("I would say trust.");
  await press(page, "Keep it");
  await expect(page.locator("#note-list > ul > li")).toHaveCount(2);
  await expect(page.getByLabel("Your note").last()).toHaveValue("");
  await page.reload();
  await expect(page.locator("mark.mine")).toHaveCount(2);
  await expect(page.locator(".notes.mine")).toContainText("I would say trust.");
});
