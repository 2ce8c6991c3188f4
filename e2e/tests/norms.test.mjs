import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "../support/browser.mjs";
import { fill, refusal } from "../support/forms.mjs";

/** Keeps keys apart when the tests run again on the same data. */
const run = Date.now() % 1_000_000;
const key = `L-GLI-${run}`;

/** Presses the button that saves, and waits for a heading of the page that answers. */
async function save(site, button) {
  await Promise.all([
    site.page.waitForEvent("load"),
    site.page.getByRole("button", { name: button, exact: true }).click(),
  ]);
  await site.checkAccessibility();
}

test("an administrator adds, corrects, verifies and ends a norm, and nothing is overwritten", async (t) => {
  const site = await openSite(t, { as: "quantri" });
  const { page } = site;
  const main = page.getByRole("main");
  await site.visit("/norms/new");
  await fill(page, {
    "Mã định mức": key,
    "Nguồn kinh phí": { choose: "Khuyến công địa phương" },
    "Tỉnh ban hành": { type: "gia lai", pick: "Tỉnh Gia Lai" },
    "Nội dung khuyến công": { choose: "A4c · Nhãn hiệu, phòng trưng bày, xúc tiến thương mại khác" },
    "Loại trong nội dung": `thu_${run}`,
    "Tên bằng tiếng Việt": "Xây dựng, đăng ký nhãn hiệu sản phẩm mây tre đan",
    "Tên bằng tiếng Anh": "Trademarks of bamboo and rattan goods",
    "Tỷ lệ trên chi phí": "50",
    "Mức tối đa": "35.000.000",
    "Tính theo": { choose: "nhãn hiệu" },
    "Số hiệu văn bản": "Nghị quyết 12/2025/NQ-HĐND",
    "Có hiệu lực từ": "01/08/2025",
  });
  await save(site, "Ghi định mức");
  assert.equal((await page.getByRole("heading", { level: 1 }).textContent()).trim(), `Định mức ${key}`);
  assert.ok(await main.getByText("chưa kiểm chứng").first().isVisible(), "new norms are unverified");
  await site.shot("dinh-muc-moi");

  await page.getByRole("link", { name: "Đính chính", exact: true }).click();
  await fill(page, { "Mức tối đa": "40.000.000" });
  await save(site, "Ghi định mức");
  assert.ok(await refusal(page).isVisible(), "a correction needs its reason");
  await fill(page, { "Lý do đính chính": "Đọc nhầm bản thảo của nghị quyết." });
  await save(site, "Ghi định mức");
  assert.match(await main.innerText(), /min\(50\s% × 1\.000\.000\.000\sđ; 40\.000\.000\sđ\) = 40\.000\.000\sđ/);

  await page.getByRole("link", { name: "Kiểm chứng", exact: true }).click();
  await save(site, "Xác nhận đã kiểm chứng");
  assert.ok(await refusal(page).isVisible(), "a verification says what was compared");
  await fill(page, { "Đã đối chiếu với gì": "Công báo tỉnh Gia Lai số 31, trang 4, khoản 2 Điều 5" });
  await save(site, "Xác nhận đã kiểm chứng");
  assert.match(await main.innerText(), /Công báo tỉnh Gia Lai số 31/);

  await page.getByRole("link", { name: "Kết thúc hiệu lực", exact: true }).click();
  await fill(page, { "Ngày cuối còn hiệu lực": "31/12/2025", "Lý do, văn bản thay thế": "Nghị quyết mới từ 2026" });
  await save(site, "Kết thúc hiệu lực");
  const versions = page.getByRole("table").locator("tbody tr");
  assert.equal(await versions.count(), 4, "each act is a version of its own");
  assert.match(await versions.last().innerText(), /35\.000\.000/, "the first one is as it was");
  await site.shot("dinh-muc-cac-ban");
});

test("those who may only read a norm see no way to change it", async (t) => {
  const site = await openSite(t, { as: "chuyenvien" });
  await site.visit("/norms");
  await site.page.locator("tbody a").first().click();
  await site.checkAccessibility();
  assert.equal(await site.page.getByRole("link", { name: "Đính chính" }).count(), 0);
  assert.equal((await site.visit("/norms/new")).status(), 403);
});
