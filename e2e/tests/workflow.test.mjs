// A department changes the workflow of its province; only projects drawn up afterwards follow it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, group, refusal, scan, words } from "../support/forms.mjs";
import { Office, drawUp, enterEstablishment, enterNeed, today } from "../support/office.mjs";

const place = {
  commune: { type: "ngai giao", pick: "Xã Ngãi Giao, Thành phố Hồ Chí Minh" },
  industry: { type: "cấu kiện kim", pick: "Sản xuất các cấu kiện kim loại" },
};

/** Draws up a local project of a new workshop; answers with its address. */
async function draft(office, name, taxCode) {
  await enterEstablishment(office, "chuyenvien", { ...place, name, taxCode });
  const need = await enterNeed(office, "chuyenvien", {
    establishment: name,
    title: "Máy chấn tôn thủy lực",
    cost: "400000000",
    own: "300000000",
    wanted: "100000000",
  });
  await drawUp(office, need, "Khuyến công địa phương");
  return office.project;
}

/** The names of the steps that a person may take on a project now. */
async function steps(office, person, project) {
  const site = await office.desk(person);
  await site.page.goto(project);
  const others = site.page.getByText("Các bước khác", { exact: true });
  if (await others.count()) await others.click();
  return (await site.page.getByRole("main").getByRole("link").allInnerTexts()).map((text) => text.trim());
}

/** Fills in a step of a workflow draft. */
async function describeStep(site, { name, english, from, to, role }) {
  const { page } = site;
  await fill(page, { "Tên bước": name });
  await page.getByLabel("Tên bằng tiếng Anh", { exact: true }).fill(english);
  await group(page, "Xuất phát từ trạng thái").getByLabel(from, { exact: true }).check();
  await fill(page, { "Dẫn tới": { choose: to } });
  await group(page, "Ai được làm").getByLabel(role, { exact: true }).check();
  await page.getByLabel(/^Tên văn bản( bắt buộc)?$/).fill("Công văn xin ý kiến");
  await page.getByLabel("Tên văn bản bằng tiếng Anh").fill("Letter");
}

test("a department changes the local workflow of its province, and running projects stay on theirs", async (t) => {
  const office = new Office(t, "quy-trinh");
  const earlier = await draft(office, "Cơ sở Cơ khí Võ Thành Long", "3502415891");
  assert.ok((await steps(office, "chuyenvien", earlier)).includes("Rút đề án"));

  const site = await office.desk("thamdinh");
  const { page } = site;
  await site.visit("/procedures");
  await office.shot(site, "tong-quan");
  await page.getByRole("link", { name: "Mở Quy trình", exact: true }).click();
  await page.waitForURL("/workflows");
  await site.checkAccessibility();
  await office.shot(site, "danh-sach");
  await office.follow(site, "Đề án khuyến công địa phương");
  await office.shot(site, "phien-ban");
  await office.follow(site, "Soạn phiên bản mới");
  await fill(page, { "Áp dụng cho đề án lập từ ngày": today });
  await office.press(site, "Tạo bản thảo");
  await office.confirmed(site, "Đã tạo bản thảo");
  const home = page.url();

  // A step gets another name.
  await office.follow(site, "Rút đề án");
  await fill(page, { "Tên bước": "Rút khỏi danh mục" });
  await office.press(site, "Ghi bước");
  await office.confirmed(site, "Đã ghi bước “Rút khỏi danh mục”");

  // A state that no step leads to is named, and keeps the draft from being published.
  await office.follow(site, "Thêm trạng thái");
  await fill(page, { "Tên trạng thái": "Chờ ý kiến Sở Tài chính", "Tính chất": { choose: "Chờ người khác" } });
  await page.getByLabel("Tên bằng tiếng Anh", { exact: true }).fill("Waiting for the finance department");
  await office.press(site, "Ghi trạng thái");
  const unreachable = /Không đề án nào tới được trạng thái “Chờ ý kiến Sở Tài chính”/;
  assert.match(await page.getByRole("complementary", { name: "Kiểm tra và thay đổi" }).innerText(), unreachable);
  await office.shot(site, "ban-thao-co-loi");
  const decision = { "Số, ký hiệu": "57/QĐ-SCT", "Ngày ký": today, "Người ký": "Lê Quỳnh Như" };
  await office.follow(site, "Ban hành");
  await fill(page, decision);
  await office.press(site, "Ban hành");
  assert.match(await refusal(page).innerText(), unreachable);
  await office.shot(site, "ban-hanh-bi-tu-choi");

  // Steps there and back make it sound.
  await page.goto(home);
  await office.follow(site, "Thêm bước");
  await describeStep(site, {
    name: "Xin ý kiến Sở Tài chính",
    english: "Ask the finance department",
    from: "Soạn thảo",
    to: "Chờ ý kiến Sở Tài chính",
    role: "Chuyên viên Trung tâm",
  });
  await office.shot(site, "buoc");
  await office.press(site, "Ghi bước");
  await office.confirmed(site, "Đã ghi bước “Xin ý kiến Sở Tài chính”");
  await office.follow(site, "Thêm bước");
  await describeStep(site, {
    name: "Sở Tài chính đã trả lời",
    english: "The finance department answered",
    from: "Chờ ý kiến Sở Tài chính",
    to: "Soạn thảo",
    role: "Chuyên viên Trung tâm",
  });
  await office.press(site, "Ghi bước");
  await office.shot(site, "ban-thao");
  await office.follow(site, "Ban hành");
  await fill(page, decision);
  await office.press(site, "Ban hành");
  await office.confirmed(site, "Đã ban hành");
  await office.shot(site, "da-ban-hanh");

  // The signed decision comes later; whoever reads the version finds it there, with its hash.
  await office.press(site, "Gắn tệp");
  assert.match(await refusal(page).innerText(), /tệp/);
  await page.getByLabel("Bản quét hoặc tệp ký số của văn bản ban hành").setInputFiles(scan("quyết định quy trình.pdf"));
  await office.press(site, "Gắn tệp");
  await office.confirmed(site, "Đã gắn tệp");
  const [signed] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "quyết định quy trình.pdf" }).click(),
  ]);
  assert.equal(signed.suggestedFilename(), "quyết định quy trình.pdf");
  assert.match(await words(page.getByRole("main")), /SHA-256 [0-9a-f]{8}/);
  await office.shot(site, "tep-da-ky");

  // New projects follow it; the one drawn up before does not.
  const later = await draft(office, "Cơ sở Cơ khí Bùi Thị Nga", "3502415892");
  const fresh = await steps(office, "chuyenvien", later);
  assert.ok(fresh.includes("Xin ý kiến Sở Tài chính") && fresh.includes("Rút khỏi danh mục"), fresh.join(", "));
  const old = await steps(office, "chuyenvien", earlier);
  assert.ok(old.includes("Rút đề án") && !old.includes("Xin ý kiến Sở Tài chính"), old.join(", "));
});

test("a department numbers its papers and asks for a paper of its own", async (t) => {
  const office = new Office(t, "mau-bieu");
  const site = await office.desk("thamdinh");
  const { page } = site;
  await site.visit("/paper-series");
  await office.follow(site, "Thêm mẫu số");
  await fill(page, { "Loại văn bản": { choose: "Phiếu" }, "Mẫu số, ký hiệu": "PH-SCT" });
  await office.press(site, "Ghi");
  assert.match(await refusal(page).innerText(), /Mẫu cần có \{số\} đúng một lần/);
  await fill(page, { "Mẫu số, ký hiệu": "{số}/PH-SCT" });
  await office.press(site, "Ghi");
  await office.confirmed(site, "Đã ghi mẫu số");
  await office.shot(site, "mau-so");

  await site.visit("/dossier-papers");
  await office.shot(site, "ho-so");
  await page.getByRole("main").getByRole("link", { name: "Thêm", exact: true }).first().click();
  await page.waitForURL("/dossier-papers/new");
  await fill(page, {
    "Tên": "Giấy xác nhận của Ủy ban nhân dân xã",
    "Tên bằng tiếng Anh": "Confirmation of the commune",
    "Nộp khi": { choose: "Thẩm định cấp cơ sở" },
    "Điều, khoản": "Quy chế khuyến công của tỉnh",
  });
  await group(page, "Loại đề án").getByLabel("Đề án điểm", { exact: true }).check();
  await office.shot(site, "giay-to");
  await office.press(site, "Ghi");
  await office.confirmed(site, "Đã ghi bản mới");
  await office.shot(site, "giay-to-da-ghi");

  await site.visit("/appraisal-criteria");
  await office.shot(site, "tieu-chi");
});
