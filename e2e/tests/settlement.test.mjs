// Carrying a project out and settling it: a report with photographs, defects at acceptance, vouchers
// that two people look at, money that has to come back, and the tables over all of it.

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { test } from "node:test";
import { fill, group, refusal, scan, sentenceBeside, words } from "../support/forms.mjs";
import {
  Office, drawUp, enterEstablishment, enterNeed, enterPlan, estimate, machine, progress, results, today, year,
} from "../support/office.mjs";

const LOCAL = "Khuyến công địa phương";
const title = "Máy gấp mép tôn thủy lực servo 80 tấn";
const photo = {
  name: "máy tại xưởng.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
    "base64",
  ),
};

/** A local project of 400 million, 150 of them promotion money, in progress. */
async function inProgress(office) {
  const name = "Cơ sở Cơ khí Trần Văn Thạnh";
  await enterEstablishment(office, "chuyenvien", {
    name,
    taxCode: "3502415885",
    commune: { type: "ngai giao", pick: "Xã Ngãi Giao, Thành phố Hồ Chí Minh" },
    industry: { type: "cấu kiện kim", pick: "Sản xuất các cấu kiện kim loại" },
  });
  const need = await enterNeed(office, "chuyenvien", { establishment: name, title, cost: "400000000", own: "250000000", wanted: "150000000" });
  const officer = await drawUp(office, need, LOCAL);
  await estimate(office, officer, { title, price: "400000000", source: LOCAL, asked: "150000000" });
  await office.step("giamdoc", "Đăng ký kế hoạch");
  await office.completeDossier();
  await office.step("giamdoc", "Nộp hồ sơ thẩm định");
  await office.appraise("thamdinh", "Thẩm định cấp cơ sở");
  await office.step("thamdinh", "Kết luận đạt");
  const task = "Hỗ trợ máy chấn tôn";
  await enterPlan(office, "thamdinh", {
    scope: LOCAL,
    province: { type: "Ho Chi Minh", pick: "Thành phố Hồ Chí Minh" },
    title: `Kế hoạch khuyến công địa phương năm ${year}`,
    task,
  });
  await office.step("thamdinh", "Giao kế hoạch, kinh phí", {
    ask: (page) => fill(page, { "Dòng của kế hoạch năm": { choose: `${task} (118/QĐ-SCT)` } }),
  });
  await office.step("giamdoc", "Ký hợp đồng");
  await office.step("chuyenvien", "Bắt đầu thực hiện");
}

test("a project is carried out, settled with admitted vouchers, and owes what an audit finds", async (t) => {
  const office = new Office(t, "quyet-toan");
  await inProgress(office);
  const officer = await office.desk("chuyenvien");
  const { page } = officer;

  // The agreement says until when the machine is kept; it is drawn up first and signed afterwards.
  await officer.visit(`${office.project}/execution`);
  await office.follow(officer, "Thêm biên bản thỏa thuận");
  await fill(page, {
    "Số biên bản, hợp đồng": "05/BBTT",
    "Người đại diện Trung tâm": "Trần Đức Thịnh, Giám đốc",
    "Người đại diện cơ sở": "Trần Văn Thạnh, chủ cơ sở",
    "Tên bên cung cấp": "Công ty TNHH Thiết bị Nam Bộ",
    "Mã số thuế bên cung cấp": "0312345678",
    "Người đại diện bên cung cấp": "Lê Minh Tâm, Giám đốc",
    "Số năm phải giữ máy": "5",
  });
  await office.shot(officer, "thoa-thuan");
  await office.press(officer, "Ghi biên bản thỏa thuận");
  await office.confirmed(officer, "Đã ghi biên bản thỏa thuận");
  await office.press(officer, "Ghi ngày ký");
  assert.match(await sentenceBeside(page, "Ngày ký"), /Cần chọn hoặc điền/);
  await fill(page, { "Ngày ký": today });
  await page.getByLabel("Bản đã ký").setInputFiles(scan("thỏa thuận đã ký.pdf"));
  await office.shot(officer, "thoa-thuan-chua-ky");
  await office.press(officer, "Ghi ngày ký");
  await office.confirmed(officer, "Đã ghi ngày ký");
  assert.equal(await page.getByRole("heading", { name: "Chưa ký", exact: true }).count(), 0);
  const [signed] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Bản đã ký", exact: true }).click(),
  ]);
  assert.match(signed.suggestedFilename(), /\.pdf$/);
  await office.shot(officer, "thoa-thuan-da-ky");

  // A report with a photograph, which the page shows.
  await office.step("chuyenvien", "Báo cáo tiến độ", {
    ask: async (form) => {
      await progress(form);
      await form.getByLabel("Ảnh 1", { exact: true }).setInputFiles(photo);
      await fill(form, { "Chú thích ảnh 1": "Máy tại xưởng" });
    },
    shot: "bao-cao-tien-do",
  });
  assert.ok(await page.getByRole("img", { name: "Máy tại xưởng" }).isVisible());
  await office.shot(officer, "thuc-hien");

  // A failed acceptance: its defect is put right before the next one passes.
  await office.step("chuyenvien", "Ghi máy móc, kết quả cần nghiệm thu", {
    ask: (form) => machine(form, { name: title, serial: `CT-${year}-0091`, price: "400000000" }),
  });
  await office.step("giamdoc", "Nghiệm thu chưa đạt", {
    ask: (form) =>
      fill(group(form, "Lỗi phải khắc phục 1"), {
        "Phát hiện": "Máy chưa gắn biển tên",
        "Yêu cầu": "Gắn biển tên theo mẫu",
        "Hạn thực hiện": today,
      }),
  });
  await office.openStep("chuyenvien", "Khắc phục và làm tiếp");
  await office.fillPaper(officer, "chuyenvien");
  await office.press(officer, "Khắc phục và làm tiếp");
  assert.match(await words(refusal(page)), /Còn 1 lỗi nghiệm thu chưa khắc phục/);
  await office.follow(officer, "Máy chưa gắn biển tên");
  await fill(page, { "Kết quả khắc phục": "Đã gắn biển tên." });
  await office.press(officer, "Ghi kết quả khắc phục");
  await office.confirmed(officer, "Đã ghi kết quả khắc phục");
  await office.step("chuyenvien", "Khắc phục và làm tiếp");
  const head = await office.desk("giamdoc");
  await office.step("giamdoc", "Nghiệm thu cơ sở");
  await office.step("giamdoc", "Báo cáo kết quả", { ask: results });
  await office.step("giamdoc", "Thanh lý hợp đồng");
  await office.step("ketoan", "Thanh toán");

  // Without vouchers nothing is settled; who enters them does not admit them.
  await office.openStep("ketoan", "Quyết toán");
  const accountant = await office.desk("ketoan");
  await office.fillPaper(accountant, "ketoan");
  await office.press(accountant, "Quyết toán");
  assert.match(await words(refusal(accountant.page)), /chưa có chứng từ nào trong bảng kê/);
  await office.vouchers("ketoan", "thamdinh", "chung-tu");
  await accountant.visit(`${office.project}/vouchers`);
  assert.equal(await accountant.page.getByRole("button", { name: "Ghi kết quả xét chứng từ" }).count(), 0);
  await office.step("ketoan", "Quyết toán", { shot: "quyet-toan" });

  // An audit asks for 20 million back; the debt stays until they came.
  await accountant.visit(`${office.project}/debts`);
  await fill(accountant.page, {
    "Nguyên nhân": { choose: "Kết luận kiểm toán, thanh tra, kiểm tra" },
    "Số phải thu hồi": "20000000",
    "Hạn nộp lại": today,
    "Nội dung, lý do": "Chi vượt giá thẩm định.",
  });
  await office.fillPaper(accountant, "ketoan", { number: "12/KL-KTNN" });
  await office.press(accountant, "Ghi khoản phải thu hồi");
  await office.confirmed(accountant, "Đã ghi khoản phải thu hồi");
  const debt = new URL(accountant.page.url()).pathname;
  await head.visit(office.project);
  assert.match(await words(head.page.getByRole("main")), /Còn khoản phải thu hồi 20\.000\.000 đ theo văn bản 12\/KL-KTNN/);
  await accountant.visit(debt);
  await office.fillPaper(accountant, "ketoan");
  await office.press(accountant, "Ghi thu hồi");
  await office.confirmed(accountant, "vào sổ kinh phí");
  await office.shot(accountant, "khoan-phai-thu");

  // The tables over projects say the same.
  await accountant.visit(`/settlements?year=${year}`);
  await office.shot(accountant, "bang-tong-hop");
  const row = accountant.page.getByRole("row").filter({ hasText: title });
  assert.match(await words(row), /150\.000\.000.*130\.000\.000/);
  await accountant.visit(`/ledger?by=project&year=${year}`);
  await office.shot(accountant, "so-kinh-phi");
  assert.match(await words(accountant.page.getByRole("row").filter({ hasText: title })), /20\.000\.000/);
});
