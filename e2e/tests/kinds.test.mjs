// Kinds of projects: a training group up to its contract, and a flagship with parts in two provinces and
// two years, opened by a national centre.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, group, scan, words } from "../support/forms.mjs";
import { Office, enterPlan, estimate, today, year } from "../support/office.mjs";

const NATIONAL = "Khuyến công quốc gia";
const next = String(Number(year) + 1);

/** Opens a list of the page whose options carry codes. */
const choose = (page, label, code) => page.getByRole("combobox", { name: label }).selectOption(code);

test("a training group names its classes after the allotment, fixes them, and gets its contract", async (t) => {
  const office = new Office(t, "nhom");
  const officer = await office.desk("chuyenvien");
  await officer.visit("/projects/new");
  await fill(officer.page, {
    "Tên đề án": "Đào tạo nghề đan lát cho lao động nông thôn",
    "Loại đề án": { choose: "Đề án nhóm" },
    "Nguồn kinh phí": { choose: NATIONAL },
    "Nội dung, quy mô": "Hai lớp, mỗi lớp 30 học viên.",
  });
  await choose(officer.page, /^Nội dung khuyến công/, "A1");
  await office.press(officer, "Ghi và lập dự toán");
  office.project = new URL(officer.page.url()).pathname.replace(/\/costs$/, "");
  await estimate(office, officer, {
    title: "Đào tạo nghề đan lát", price: "200000000", source: NATIONAL, asked: "160000000",
  });
  await office.step("giamdoc", "Đăng ký kế hoạch");
  await office.completeDossier();
  await office.step("thamdinh", "Chọn đăng ký với Bộ");
  await office.step("giamdoc", "Nộp hồ sơ thẩm định");
  await office.appraise("thamdinh", "Thẩm định cấp cơ sở");
  await office.step("thamdinh", "Kết luận đạt");
  await office.step("thamdinh", "Trình Bộ thẩm định");
  await office.appraise("cuc", "Thẩm định cấp Bộ", "tham-dinh");
  await office.step("cuc", "Kết luận đạt");
  const task = "Đào tạo nghề đan lát cho lao động nông thôn";
  await enterPlan(office, "cuc", { scope: NATIONAL, title: `Kế hoạch khuyến công quốc gia năm ${year}`, task });
  await office.step("cuc", "Giao kế hoạch, kinh phí", {
    ask: async (page) => {
      const lines = page.getByRole("combobox", { name: /^Dòng của kế hoạch năm/ });
      const value = await lines.locator("option").filter({ hasText: task }).first().getAttribute("value");
      await lines.selectOption(value);
    },
  });

  // Without its beneficiaries there is no contract; the sentence leads to their page.
  const head = await office.openStep("giamdoc", "Ký hợp đồng");
  assert.match(await words(head.page.getByRole("main")), /Chưa có đơn vị thụ hưởng nào/);
  await office.follow(head, "Mở để sửa");
  await office.shot(head, "danh-sach-trong");
  for (const [name, cost, support] of [
    ["Lớp đan lát số 1", "100000000", "80000000"],
    ["Lớp đan lát số 2", "100000000", "80000000"],
  ]) {
    await officer.visit(`${office.project}/beneficiaries/new`);
    await fill(officer.page, {
      "Lớp, nhóm học viên": name,
      "Địa điểm": "Nhà văn hóa ấp Tây",
      "Nghề, chủ đề, nội dung": "Đan lát",
      "Danh sách học viên (số, ngày)": `12/DS, ${today}`,
      "Số lượng": "30",
      "Đơn vị tính": "học viên",
      "Chi phí": cost,
      "Kinh phí khuyến công hỗ trợ": support,
    });
    await office.press(officer, "Ghi đơn vị thụ hưởng");
    await office.confirmed(officer, "Đã ghi đơn vị thụ hưởng");
  }
  await office.shot(officer, "danh-sach");
  await head.visit(`${office.project}/beneficiaries`);
  await office.follow(head, "Chốt danh sách");
  await office.press(head, "Chốt danh sách");
  assert.match(await words(head.page.getByRole("alert")), /số, ký hiệu/);
  await fill(head.page, {
    "Số, ký hiệu": "05/QĐ-TTKC",
    "Ngày ký": today,
    "Người ký (chức vụ, họ tên)": "Trần Đức Thịnh",
  });
  await head.page.getByLabel("Bản quét").setInputFiles(scan("quyết định chốt.pdf"));
  await office.press(head, "Chốt danh sách");
  await office.confirmed(head, "Đã chốt danh sách đơn vị thụ hưởng");
  assert.equal(await head.page.getByRole("link", { name: "Thêm đơn vị thụ hưởng" }).count(), 0);
  await office.step("giamdoc", "Ký hợp đồng");
});

test("a flagship of two years and two provinces adds up what its parts ask for", async (t) => {
  const office = new Office(t, "diem");
  const agency = await office.desk("cuc");
  await agency.visit("/flagships/new");
  await fill(agency.page, {
    "Tên đề án điểm": "Nhân rộng mô hình sấy lạnh trái cây Đông Nam Bộ",
    "Nguồn kinh phí": { choose: NATIONAL },
    "Năm đầu": year,
    "Năm cuối": year,
    "Mục tiêu": "Hai tỉnh có mô hình sấy lạnh trong hai năm.",
  });
  const pieces = [
    [year, "Thành phố Hồ Chí Minh", "300000000"],
    [year, "Đồng Nai", "200000000"],
    [next, "Đồng Nai", "250000000"],
  ];
  for (const [i, [when, province, amount]] of pieces.entries()) {
    await fill(group(agency.page, `Phần của khung ${i + 1}`), {
      "Năm": when,
      "Tỉnh, thành phố": { type: province, pick: province },
      "Kinh phí khuyến công": amount,
      "Nội dung, quy mô": "Chuyên mục truyền hình và ấn phẩm",
    });
  }
  await office.press(agency, "Ghi khung");
  assert.match(await words(agency.page.getByRole("alert")), /nhiều năm/);
  await fill(agency.page, { "Năm cuối": next });
  await office.press(agency, "Ghi khung");
  await office.confirmed(agency, "Đã lập khung");
  const flagship = new URL(agency.page.url()).pathname;

  const centre = await office.desk("vungnam");
  for (const [when, province, asked] of [
    [year, "Hồ Chí Minh", "280000000"],
    [year, "Đồng Nai", "150000000"],
    [next, "Đồng Nai", "200000000"],
  ]) {
    await centre.visit(flagship);
    await Promise.all([
      centre.page.waitForEvent("load"),
      centre.page.getByRole("link", { name: new RegExp(`^Mở đề án phần, .*${province}.*, ${when}$`) }).first().click(),
    ]);
    await centre.checkAccessibility();
    await choose(centre.page, /^Nội dung khuyến công/, "A6");
    await office.press(centre, "Mở đề án phần");
    await office.confirmed(centre, "Đã mở đề án phần");
    if (asked === "150000000") {
      const more = { title: "Chuyên mục truyền hình", price: "220000000", source: NATIONAL, asked: "220000000" };
      await estimate(office, centre, more);
      assert.match(await words(centre.page.getByRole("alert")), /cao hơn kinh phí khung 200\.000\.000/);
    }
    await estimate(office, centre, { title: "Chuyên mục truyền hình", price: asked, source: NATIONAL, asked });
  }
  await agency.visit(`${flagship}?figure=1`);
  const matrix = agency.page.getByRole("table").first();
  const total = await words(matrix.getByRole("row").last());
  assert.equal(total, "Cộng 430.000.000 200.000.000 630.000.000");
  await office.shot(agency, "ma-tran");

  // The agency finds those that national centres file by themselves.
  await agency.visit("/projects?filed=national_centre");
  assert.match(await words(agency.page.getByRole("main")), /trung tâm quốc gia IPC2/);
});
