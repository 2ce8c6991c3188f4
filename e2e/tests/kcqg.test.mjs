// A national project (khuyến công quốc gia): selection by the department, appraisal by the Ministry's
// agency, an adjustment on the way; and two projects that end early.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, refusal, words } from "../support/forms.mjs";
import {
  Office, drawUp, enterEstablishment, enterNeed, enterPlan, estimate, ledger, machine, moneyAtAGlance, results, visit, year,
} from "../support/office.mjs";

const place = {
  commune: { type: "Ngãi Giao", pick: "Xã Ngãi Giao, Thành phố Hồ Chí Minh" },
  industry: { type: "cấu kiện kim", pick: "Sản xuất các cấu kiện kim loại" },
};
const NATIONAL = "Khuyến công quốc gia";
const LOCAL = "Khuyến công địa phương";

/** From the need to a registered project, with its dossier. */
async function register(office, { name, taxCode, title, scope, price, asked, dossier = true }) {
  await enterEstablishment(office, "chuyenvien", { ...place, name, taxCode });
  const need = await enterNeed(office, "chuyenvien", {
    establishment: name,
    title,
    cost: price,
    own: String(Number(price) - Number(asked)),
    wanted: asked,
  });
  const officer = await drawUp(office, need, scope);
  await estimate(office, officer, { title, price, source: scope, asked });
  await office.step("giamdoc", "Đăng ký kế hoạch");
  if (dossier) await office.completeDossier();
}

test("a national project passes both appraisals, is adjusted, and comes to its end", async (t) => {
  const office = new Office(t, "kcqg");
  const title = "Máy chấn tôn thủy lực CNC 100 tấn";
  await register(office, {
    name: "Hợp tác xã Cơ khí Bình Giã Thịnh Vượng",
    taxCode: "3502415901",
    title,
    scope: NATIONAL,
    price: "500000000",
    asked: "240000000",
  });
  await office.step("thamdinh", "Chọn đăng ký với Bộ", { shot: "chon-dang-ky" });
  await office.step("giamdoc", "Nộp hồ sơ thẩm định");
  await office.appraise("thamdinh", "Thẩm định cấp cơ sở");
  await office.step("thamdinh", "Kết luận đạt");
  await office.step("thamdinh", "Trình Bộ thẩm định");
  await office.step("cuc", "Yêu cầu bổ sung", { reason: "Làm rõ công suất của máy và số lao động được đào tạo." });
  await office.step("chuyenvien", "Nộp bổ sung");
  await office.appraise("cuc", "Thẩm định cấp Bộ", "tham-dinh-bo");
  await office.step("cuc", "Kết luận đạt");

  const task = "Hỗ trợ ứng dụng máy móc tiên tiến trong sản xuất cấu kiện kim loại";
  await enterPlan(office, "cuc", { scope: NATIONAL, title: `Kế hoạch khuyến công quốc gia năm ${year}`, task });
  await office.step("cuc", "Giao kế hoạch, kinh phí", {
    ask: (page) => fill(page, { "Dòng của kế hoạch năm": { choose: `${task} (118/QĐ-SCT)` } }),
  });
  await office.step("giamdoc", "Ký hợp đồng");
  await office.step("chuyenvien", "Bắt đầu thực hiện");

  // The machine costs less than expected: the estimate in force stands until the decision.
  await office.step("chuyenvien", "Đề nghị điều chỉnh", { reason: "Giá trúng thầu thấp hơn dự toán." });
  const officer = await office.desk("chuyenvien");
  await officer.visit(office.project);
  await office.follow(officer, "Dự toán đề nghị điều chỉnh");
  await estimate(office, officer, { title, price: "440000000", source: NATIONAL, asked: "200000000" });
  await officer.visit(office.project);
  await office.follow(officer, "Nội dung đề nghị điều chỉnh");
  await fill(officer.page, { "Đơn vị phối hợp": "Ủy ban nhân dân xã Bình Giã", "Ngày kết thúc": `31/12/${year}` });
  await office.press(officer, "Ghi nội dung đề nghị");
  const asked = officer.page.getByRole("complementary", { name: "Điều chỉnh đề nghị" });
  assert.match(await asked.innerText(), /Ủy ban nhân dân xã Bình Giã/);
  assert.match(await asked.innerText(), /440\.000\.000/, "the estimate stands beside it");
  await office.shot(officer, "noi-dung-dieu-chinh");
  await officer.visit(office.project);
  assert.equal((await moneyAtAGlance(officer.page))["Hợp đồng"], "240.000.000 đ");
  await office.step("cuc", "Đồng ý điều chỉnh", { shot: "dieu-chinh" });
  await officer.visit(office.project);
  assert.equal((await moneyAtAGlance(officer.page))["Hợp đồng"], "200.000.000 đ");
  assert.match(await officer.page.getByRole("main").innerText(), /Ủy ban nhân dân xã Bình Giã/);

  await office.step("ketoan", "Tạm ứng", { ask: (page) => fill(page, { [`${title}, ${NATIONAL}`]: "80000000" }) });
  const serial = `WC67Y-${year}-112`;
  await office.step("chuyenvien", "Ghi máy móc, kết quả cần nghiệm thu", {
    ask: (page) => machine(page, { name: title, serial, price: "440000000" }),
  });
  await office.step("giamdoc", "Nghiệm thu cơ sở");
  await office.step("giamdoc", "Báo cáo kết quả", { ask: results });
  await office.step("giamdoc", "Thanh lý hợp đồng");
  await office.step("ketoan", "Thanh toán");
  await office.vouchers();
  await office.step("cuc", "Quyết toán");
  await office.step("chuyenvien", "Bắt đầu theo dõi sau hỗ trợ");
  await office.step("chuyenvien", "Ghi lần theo dõi", { ask: visit });
  await office.step("giamdoc", "Kết thúc đề án");

  const agency = await office.desk("cuc");
  await agency.visit(`${office.project}?tab=money`);
  assert.deepEqual(await ledger(agency.page, NATIONAL), [
    "Kế hoạch 240.000.000",
    "Được giao 240.000.000",
    "Hợp đồng 240.000.000",
    "Hợp đồng -40.000.000",
    "Được giao -40.000.000",
    "Kế hoạch -40.000.000",
    "Tạm ứng 80.000.000",
    "Nghiệm thu 200.000.000",
    "Thanh toán 120.000.000",
    "Quyết toán 200.000.000",
  ]);
  await office.shot(agency, "so-kinh-phi");
});

test("a project that cannot go on gives its advance back before it is stopped", async (t) => {
  const office = new Office(t, "ngung");
  const title = "Máy hàn laser cầm tay 2 kW";
  await register(office, {
    name: "Hộ kinh doanh Cơ khí Võ Thị Yến Nhi",
    taxCode: "3502415902",
    title,
    scope: LOCAL,
    price: "200000000",
    asked: "90000000",
  });
  await office.step("giamdoc", "Nộp hồ sơ thẩm định");
  await office.appraise("thamdinh", "Thẩm định cấp cơ sở");
  await office.step("thamdinh", "Kết luận đạt");
  const task = "Hỗ trợ máy hàn cho cơ sở sản xuất cấu kiện kim loại";
  await enterPlan(office, "thamdinh", {
    scope: LOCAL,
    province: { type: "Hồ Chí Minh", pick: "Thành phố Hồ Chí Minh" },
    title: `Kế hoạch khuyến công địa phương năm ${year}`,
    task,
  });
  await office.step("thamdinh", "Giao kế hoạch, kinh phí", {
    ask: (page) => fill(page, { "Dòng của kế hoạch năm": { choose: `${task} (118/QĐ-SCT)` } }),
  });
  await office.step("giamdoc", "Ký hợp đồng");
  await office.step("chuyenvien", "Bắt đầu thực hiện");
  const amount = (page) => fill(page, { [`${title}, ${LOCAL}`]: "30000000" });
  await office.step("ketoan", "Tạm ứng", { ask: amount });
  await office.step("chuyenvien", "Đề nghị ngừng", { reason: "Chủ cơ sở chuyển nghề, không nhận máy." });

  const decision = { reason: "Cơ sở không còn nhu cầu." };
  const appraiser = await office.openStep("thamdinh", "Quyết định ngừng");
  await office.fillPaper(appraiser, "thamdinh", decision);
  await office.press(appraiser, "Quyết định ngừng");
  assert.match(await words(refusal(appraiser.page)), /chưa thu hồi/);
  await office.shot(appraiser, "chua-thu-hoi");

  await office.step("ketoan", "Thu hồi tiền", { ...decision, ask: amount });
  await office.step("thamdinh", "Quyết định ngừng", decision);
  await office.shot(appraiser, "da-ngung");
  await appraiser.visit(`${office.project}?tab=money`);
  assert.deepEqual(await ledger(appraiser.page, LOCAL), [
    "Kế hoạch 90.000.000",
    "Được giao 90.000.000",
    "Hợp đồng 90.000.000",
    "Tạm ứng 30.000.000",
    "Thu hồi 30.000.000",
    "Hợp đồng -60.000.000",
    "Được giao -60.000.000",
  ]);
});

test("an establishment withdraws, and its project ends with the letter on file", async (t) => {
  const office = new Office(t, "rut");
  await register(office, {
    name: "Cơ sở Cơ khí Lâm Ngọc Ẩn",
    taxCode: "3502415903",
    title: "Máy tiện vạn năng",
    scope: LOCAL,
    price: "150000000",
    asked: "70000000",
    dossier: false,
  });
  await office.step("chuyenvien", "Rút đề án", { number: "Đơn ngày 20/11", reason: "Cơ sở tự mua máy bằng vốn của mình.", file: "đơn xin rút.pdf" });
  const officer = await office.desk("chuyenvien");
  await office.follow(officer, "Văn bản", officer.page.getByRole("navigation", { name: "Phần của đề án" }));
  const row = officer.page.getByRole("row").filter({ hasText: "Đơn ngày 20/11" });
  assert.ok(await row.getByRole("link", { name: "Tải về" }).isVisible());
  assert.match(await words(row), /SHA-256 [0-9a-f]+/);
  await office.shot(officer, "van-ban");
});
