import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "../support/browser.mjs";
import { fill, refusal, scan } from "../support/forms.mjs";
import { today, year } from "../support/office.mjs";

const next = String(Number(year) + 1);

/** Presses a button and waits for the page that answers, which must be accessible. */
async function press(site, name) {
  await Promise.all([
    site.page.waitForEvent("load"),
    site.page.getByRole("button", { name, exact: true }).click(),
  ]);
  await site.checkAccessibility();
}

/** Records one outcome for the proposals of these rows. */
async function decide(site, rows, outcome, reason = "") {
  for (const row of rows) await row.getByRole("checkbox").check();
  await fill(site.page, { "Kết quả": { choose: outcome } });
  if (reason) await site.page.getByLabel("Lý do").fill(reason);
  await press(site, "Ghi kết quả");
}

test("a plan is selected in rank order, kept within its budget, and approved", async (t) => {
  const site = await openSite(t, { as: "thamdinh" });
  const { page } = site;
  await site.visit(`/plans?year=${next}`);
  await page.getByRole("link", { name: new RegExp(`năm ${next}`) }).first().click();
  const plan = new URL(page.url()).pathname;
  await site.visit(`${plan}/selection`);
  await site.shot("xet-chon");
  const open = page.getByRole("row").filter({ hasText: "Đang xem xét" });
  const waiting = await open.count();
  assert.ok(waiting >= 2, `${waiting} proposals wait`);

  // 500 million were told; with one selected before, the rest would come to more.
  await decide(site, await open.all(), "Được chọn");
  await site.visit(`${plan}/approval`);
  const decision = {
    "Số quyết định": "96/QĐ-SCT",
    "Ngày quyết định": today,
    "Cơ quan quyết định": "Sở Công Thương",
  };
  await fill(page, decision);
  await page.getByLabel("Bản quét quyết định").setInputFiles(scan("quyết định.pdf"));
  await press(site, "Phê duyệt kế hoạch");
  assert.match(await refusal(page).innerText(), /dự toán.*500\.000\.000/s);
  await site.shot("vuot-du-toan");

  await site.visit(`${plan}/selection`);
  const over = page.getByRole("row").filter({ hasText: "quá dự toán" });
  assert.ok((await over.count()) > 0, "the running total says where the budget ends");
  await decide(site, await over.all(), "Dự phòng", "Chờ bổ sung dự toán");
  await site.visit(`${plan}/approval`);
  await fill(page, decision);
  await page.getByLabel("Bản quét quyết định").setInputFiles(scan("quyết định.pdf"));
  await press(site, "Phê duyệt kế hoạch");
  assert.match(await page.locator("[data-flash]").innerText(), /Đã phê duyệt kế hoạch; bản 1 có hiệu lực/);
  await site.shot("ke-hoach-duyet");

  const [minutes] = await Promise.all([
    page.waitForEvent("download"),
    page.goto(`${plan}/selection/minutes.docx`).catch(() => {}),
  ]);
  assert.match(minutes.suggestedFilename(), /\.docx$/);

  // What waits in reserve goes into the plan of the year after by one button.
  const after = String(Number(next) + 1);
  await site.visit("/plans/new");
  await fill(page, {
    "Nguồn kinh phí": { choose: "Khuyến công địa phương" },
    "Tỉnh, thành phố": { type: "Hồ Chí Minh", pick: "Thành phố Hồ Chí Minh" },
    "Năm": after,
    "Tên kế hoạch": `Kế hoạch khuyến công địa phương năm ${after}`,
  });
  await press(site, "Ghi kế hoạch");
  await site.visit(`${plan}/selection`);
  await page.getByRole("row").filter({ hasText: "Dự phòng" }).first().getByRole("link").first().click();
  await press(site, "Đưa vào kế hoạch năm sau");
  const main = page.getByRole("main");
  assert.match(await main.innerText(), new RegExp(`năm ${after}`), "the new proposal stands in the plan after");
  await site.shot("dua-sang-nam-sau");
});
