import { axe, enrol, expect, press, signUp, startQuiz, test, answer, answerKey, passQuiz } from "./journey";
test("profile", async ({ page }) => {
  const t = async (n: string, f: () => Promise<unknown>) => { const s = Date.now(); await f(); console.log(test.info().project.name, n, Date.now() - s); };
  await t("sign up", () => signUp(page));
  await t("enrol", () => enrol(page, "gp-attachment-unit"));
  await t("axe qualification", () => axe(page));
  await t("start", () => startQuiz(page, "gp-attachment-quiz"));
  await t("axe quiz", () => axe(page));
  await t("axe quiz", () => axe(page));
  await t("answer", () => answer(page, answerKey("attachment-in-the-consultation/quiz.md")));
  await t("hand in", () => press(page, "Hand in"));
  await t("home", () => page.goto("/"));
  await t("axe home", () => axe(page));
});
