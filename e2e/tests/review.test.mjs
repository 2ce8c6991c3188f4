// A department reviews a document that lost its basis, and says what went to the Ministry.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "../support/browser.mjs";
import { fill, refusal, scan, sentenceBeside } from "../support/forms.mjs";
import { today, year } from "../support/office.mjs";

async function press(site, name) {
  await Promise.all([
    site.page.waitForEvent("load"),
    site.page.getByRole("button", { name, exact: true }).click(),
  ]);
  await site.checkAccessibility();
}

async function follow(site, name) {
  await Promise.all([
    site.page.waitForEvent("load"),
    site.page.getByRole("main").getByRole("link", { name }).first().click(),
  ]);
  await site.checkAccessibility();
}

test("the review of a local document ends in a conclusion, and its paper is recorded", async (t) => {
  const site = await openSite(t, { as: "thamdinh" });
  const { page } = site;
  const main = page.getByRole("main");
  await site.visit("/instrument-review");
  await site.shot("ra-soat");
  await follow(site, /^Ghi kết luận/);
  if (!page.url().endsWith("/new")) await follow(site, /^Ghi kết luận/);
  await fill(page, {
    "Kết luận": { choose: "Sửa đổi, bổ sung" },
    "Lý do": "Mức chi dẫn nghị định đã được sửa đổi.",
    "Ngày kết luận": today,
    "Cơ quan, đơn vị thực hiện": "Sở Công Thương",
  });
  await press(site, "Ghi kết luận");
  assert.ok(await refusal(page).isVisible(), "what is to be done has a day");
  assert.notEqual(await sentenceBeside(page, "Hạn thực hiện"), "");
  await fill(page, { "Hạn thực hiện": `31/12/${Number(year) + 1}` });
  await press(site, "Ghi kết luận");
  assert.match(await main.innerText(), /Đang làm/);
  await site.shot("ket-luan");

  await site.visit("/obligations?kind=local_instrument");
  assert.match(await main.innerText(), /Thực hiện kết luận rà soát văn bản/);

  await site.visit("/instrument-review");
  await page.getByRole("row").filter({ hasText: `31/12/${Number(year) + 1}` }).getByRole("link", { name: /^Sửa đổi, bổ sung/ }).click();
  await page.waitForURL(/\/conclusion$/);
  await follow(site, "Ghi đã thực hiện");
  await fill(page, { "Số, ký hiệu": "41/QĐ-UBND", "Ngày văn bản": today });
  await press(site, "Ghi đã thực hiện");
  assert.match(await main.innerText(), /41\/QĐ-UBND/);
  assert.match(await main.innerText(), /Bản 1/, "what was concluded before stays readable");
  await site.shot("ket-luan-da-xong");
});

test("a yearly report that went to the Ministry is on record with its paper", async (t) => {
  const site = await openSite(t, { as: "thamdinh" });
  const { page } = site;
  await site.visit("/reports/yearly?year=2022");
  await follow(site, "Ghi đã gửi");
  await fill(page, {
    "Báo cáo": { choose: "Báo cáo năm" },
    "Số, ký hiệu văn bản": "212/BC-SCT",
    "Ngày ký văn bản": today,
    "Ngày gửi": today,
    "Nơi nhận": "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công",
  });
  await page.getByLabel("Tệp văn bản").setInputFiles(scan("báo cáo năm.pdf"));
  await site.shot("ghi-da-gui");
  await press(site, "Ghi đã gửi");
  const main = page.getByRole("main");
  assert.match(await main.innerText(), /212\/BC-SCT/);
  await site.shot("bao-cao-da-gui");
});

test("minutes of a selection say when, where and who", async (t) => {
  const site = await openSite(t, { as: "thamdinh" });
  const { page } = site;
  await site.visit(`/plans?year=${Number(year) + 1}`);
  await page.getByRole("link", { name: new RegExp(`năm ${Number(year) + 1}`) }).first().click();
  await page.waitForURL(/\/plans\/[0-9a-f-]+$/);
  await site.visit(`${new URL(page.url()).pathname}/selection`);
  await follow(site, "Cuộc họp");
  await press(site, "Ghi cuộc họp");
  assert.ok(await refusal(page).isVisible(), "a meeting has a place");
  await fill(page, {
    "Ngày họp": today,
    "Bắt đầu lúc": "8 giờ 30",
    "Địa điểm": "Phòng họp số 2, Sở Công Thương",
    "Chủ trì": "Bùi Quang Minh, Phó Giám đốc Sở",
    "Thư ký": "Lê Quỳnh Như",
    "Người dự họp": "Trần Đức Thịnh, Giám đốc Trung tâm\nPhạm Thị Ánh Tuyết, Kế toán Trung tâm",
  });
  await press(site, "Ghi cuộc họp");
  assert.equal(await refusal(page).count(), 0);
  await site.shot("cuoc-hop-xet-chon");
});
