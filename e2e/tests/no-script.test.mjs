import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "../support/browser.mjs";
import { field, fill, sentenceBeside } from "../support/forms.mjs";

/** Keeps numbers apart when the tests run again on the same data. */
const run = Date.now() % 1_000_000;

test("without script a person signs in, filters a list and reads a record", async (t) => {
  const site = await openSite(t, { as: "chuyenvien", javaScriptEnabled: false });
  const { page } = site;
  await page.getByRole("link", { name: "Cơ sở CNNT" }).click();
  await page.getByLabel("Tên, mã số thuế").fill("cong ty tnhh");
  await page.getByRole("button", { name: "Lọc" }).click();
  assert.ok((await page.locator("tbody tr").count()) > 0, "found without diacritics");
  const name = (await page.locator("tbody a").first().textContent()).trim();
  await page.locator("tbody a").first().click();
  assert.equal((await page.getByRole("heading", { level: 1 }).textContent()).trim(), name);
  await page.getByRole("searchbox", { name: "Tìm cơ sở, đề án, văn bản" }).fill("hai san");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/search");
  await site.shot("khong-script-tim-kiem");
});

test("without script the menu of a phone opens", async (t) => {
  const site = await openSite(t, { as: "chuyenvien", javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const { page } = site;
  const link = page.getByRole("link", { name: "Báo cáo năm", exact: true }).first();
  await page.goto("/bulletins");
  assert.ok(!(await link.isVisible()), "folded at first");
  await page.getByText("Hiện danh mục").locator("..").click();
  await link.click();
  assert.equal(new URL(page.url()).pathname, "/reports/yearly");
});

test("without script a form is refused beside its field, then taken", async (t) => {
  const site = await openSite(t, { as: "chuyenvien", javaScriptEnabled: false });
  const { page } = site;
  await page.goto("/bulletins/new");
  await fill(page, {
    "Số bản tin": `${run}`,
    "Chủ đề": "Máy móc mới cho làng nghề bánh tráng An Ngãi",
    "Địa bàn phát hành": "Tỉnh Bà Rịa - Vũng Tàu",
    "Ngày phát hành": "45/01/2024",
    "Số bản in": "500",
    "Minh chứng": "https://khuyencong.example.vn/ban-tin",
  });
  await page.getByRole("button", { name: "Ghi", exact: true }).click();
  assert.match(await sentenceBeside(page, "Ngày phát hành"), /Không có ngày 45\/01\/2024/);
  assert.equal(await field(page, "Chủ đề").inputValue(), "Máy móc mới cho làng nghề bánh tráng An Ngãi");
  await site.shot("khong-script-sua-lai");
  await fill(page, { "Ngày phát hành": "15/01/2024" });
  await page.getByRole("button", { name: "Ghi", exact: true }).click();
  await page.waitForURL(/\/bulletins\/[0-9a-f-]{36}/);
  const main = page.getByRole("main");
  assert.ok(await main.getByText("15/01/2024").first().isVisible());
  assert.ok(await main.getByText("Tỉnh Bà Rịa - Vũng Tàu").first().isVisible(), "the text typed over a choice counts");
});
