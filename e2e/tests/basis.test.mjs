// A rule points at the text it stands on, and the text says which rules stand on it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "../support/browser.mjs";
import { fill } from "../support/forms.mjs";

test("a paper of the dossier cites an article, and the page of the text lists it", async (t) => {
  const site = await openSite(t, { as: "thamdinh" });
  const { page } = site;
  const paper = `Bản cam kết sử dụng máy đúng mục đích ${Date.now() % 1_000_000}`;
  await site.visit("/dossier-papers/new");
  await fill(page, {
    "Tên": paper,
    "Nộp khi": { choose: "Đăng ký kế hoạch" },
    "Văn bản căn cứ": { type: "thông tư 28/2018", pick: "28/2018/TT-BTC" },
    "Điều, khoản": "Khoản 2 Điều 6",
  });
  await site.shot("can-cu-giay-to");
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Ghi", exact: true }).click()]);
  await site.checkAccessibility();

  await site.visit("/instruments?q=28/2018");
  await page.getByRole("link", { name: /^(Thông tư )?28\/2018\/TT-BTC/ }).first().click();
  await page.waitForURL(/\/instruments\/[0-9a-f-]+$/);
  await site.checkAccessibility();
  assert.match(await page.getByRole("main").innerText(), new RegExp(paper), "the text lists what cites it");
  await site.shot("van-ban-duoc-dan");
});
