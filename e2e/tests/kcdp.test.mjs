// A local project (khuyến công địa phương) from the need of a workshop to its closure.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, refusal, sentenceBeside, words } from "../support/forms.mjs";
import {
  Office, drawUp, enterEstablishment, enterNeed, enterPlan, estimate, ledger, machine, moneyAtAGlance, progress, results,
  supportedThisYear, totals, visit, year,
} from "../support/office.mjs";

const workshop = {
  name: "Công ty TNHH Cơ khí Đặng Thị Lệ Thủy",
  taxCode: "3502415876",
  commune: { type: "ngai giao", pick: "Xã Ngãi Giao, Thành phố Hồ Chí Minh" },
  industry: { type: "cấu kiện kim", pick: "Sản xuất các cấu kiện kim loại" },
};

test("a collaborator enters an establishment, corrected where it is wrong, and finds it again", async (t) => {
  const office = new Office(t, "kcdp");
  const site = await office.desk("congtacvien");
  const { page } = site;
  await site.visit("/establishments");
  await office.follow(site, "Thêm cơ sở");
  await fill(page, {
    "Tên cơ sở": workshop.name,
    "Loại hình": { choose: "Doanh nghiệp" },
    "Mã số thuế": "35024",
    "Ngành sản xuất chính (VSIC)": workshop.industry,
    "Xã, phường, đặc khu": workshop.commune,
  });
  await office.press(site, "Thêm cơ sở");
  assert.match(await sentenceBeside(page, "Mã số thuế"), /^Mã số thuế cần 10 số/);
  assert.equal(await page.getByLabel(/^Tên cơ sở/).inputValue(), workshop.name, "what was typed stays");
  await office.shot(site, "co-so-ma-so-thue-sai");

  await fill(page, { "Mã số thuế": "9900000001" });
  await office.press(site, "Thêm cơ sở");
  assert.match(await sentenceBeside(page, "Mã số thuế"), /^Mã số thuế này đã có ở cơ sở .+\. Mở cơ sở đó để bổ sung\.$/);

  await fill(page, { "Mã số thuế": workshop.taxCode });
  await office.press(site, "Thêm cơ sở");
  await office.confirmed(site, "Đã thêm cơ sở");
  await office.shot(site, "co-so");

  for (const typed of ["co khi dang thi le thuy", "Đặng Thị Lệ Thủy", workshop.taxCode]) {
    await site.visit("/establishments");
    await fill(page.getByRole("search", { name: "Lọc danh sách cơ sở" }), { "Tên, mã số thuế": typed });
    await office.press(site, "Lọc");
    assert.ok(await page.getByRole("link", { name: workshop.name }).isVisible(), `found by ${typed}`);
  }
});

test("a local project goes from the need to its closure", async (t) => {
  const office = new Office(t, "kcdp");
  const before = await supportedThisYear(office);
  const name = "Cơ sở Cơ khí Nguyễn Hữu Phước";
  await enterEstablishment(office, "chuyenvien", { ...workshop, name, taxCode: "3502415877" });

  const need = await enterNeed(office, "chuyenvien", {
    establishment: name,
    title: "Máy cắt laser sợi quang 3 kW",
    cost: "700000000",
    own: "500000000",
    wanted: "200000000",
  });
  const officer = await office.desk("chuyenvien");
  const { page } = officer;
  const outlook = page.locator(".kc-card", { has: page.getByRole("heading", { name: "Khuyến công địa phương" }) });
  assert.match(await words(outlook), /min\(50 % × 700\.000\.000 đ; 300\.000\.000 đ\) = 300\.000\.000 đ/);
  assert.match(await words(outlook), /28\/2018\/TT-BTC, Điều 8 khoản 4, hiệu lực từ 11\/05\/2018/);
  await office.shot(officer, "nhu-cau");

  await drawUp(office, need, "Khuyến công địa phương");
  const line = { title: "Máy cắt laser sợi quang 3 kW", price: "700000000", source: "Khuyến công địa phương" };

  // Over the norm: nothing is written, the field says by how much, and it is put right there.
  await estimate(office, officer, { ...line, asked: "320000000" });
  assert.match(
    await words(refusal(page)),
    /Đề nghị 320\.000\.000 đ, cao hơn mức tối đa 300\.000\.000 đ \(28\/2018\/TT-BTC/,
  );
  await office.shot(officer, "vuot-dinh-muc");
  await estimate(office, officer, { ...line, asked: "300000000" });
  await office.confirmed(officer, "Đã ghi dự toán");
  const head = await office.desk("giamdoc");
  await office.step("giamdoc", "Đăng ký kế hoạch", { file: "công văn đăng ký.pdf", shot: "dang-ky" });

  await office.completeDossier("ho-so");
  await office.step("giamdoc", "Nộp hồ sơ thẩm định");
  await office.step("thamdinh", "Yêu cầu bổ sung", { reason: "Bổ sung báo giá của ít nhất ba nhà cung cấp." });
  await office.step("chuyenvien", "Nộp bổ sung");
  await office.appraise("thamdinh", "Thẩm định cấp cơ sở", "tham-dinh");
  await office.step("thamdinh", "Kết luận đạt", { shot: "ket-luan" });

  const task = "Hỗ trợ ứng dụng máy móc tiên tiến trong gia công cơ khí";
  await enterPlan(office, "thamdinh", {
    scope: "Khuyến công địa phương",
    province: { type: "Ho Chi Minh", pick: "Thành phố Hồ Chí Minh" },
    title: `Kế hoạch khuyến công địa phương năm ${year}`,
    task,
  });
  await office.step("thamdinh", "Giao kế hoạch, kinh phí", {
    ask: (page) => fill(page, { "Dòng của kế hoạch năm": { choose: `${task} (118/QĐ-SCT)` } }),
    shot: "giao-ke-hoach",
  });
  await office.step("giamdoc", "Ký hợp đồng", {
    ask: (page) => fill(page, { "Tỷ lệ tạm ứng tối đa ghi trong hợp đồng": "50" }),
  });
  await office.step("chuyenvien", "Bắt đầu thực hiện");
  await office.step("chuyenvien", "Báo cáo tiến độ", { ask: progress });

  const money = `${line.title}, Khuyến công địa phương`;
  await office.step("ketoan", "Tạm ứng", { ask: (page) => fill(page, { [money]: "120000000" }), shot: "tam-ung" });

  await head.visit(office.project);
  await head.readmeShot();

  // A machine is supported once: the serial number of another project is refused.
  await office.openStep("chuyenvien", "Ghi máy móc, kết quả cần nghiệm thu");
  const delivered = { name: line.title, serial: "MH-DA-2022-01", price: line.price };
  await machine(page, delivered);
  await office.press(officer, "Ghi máy móc, kết quả cần nghiệm thu");
  assert.match(await words(refusal(page)), /Số sê-ri MH-DA-2022-01 đã được ghi ở đề án ĐA-77-2022-0001\./);
  const serial = `LF3015-${year}-0468`;
  await machine(page, { ...delivered, serial });
  await office.press(officer, "Ghi máy móc, kết quả cần nghiệm thu");
  await office.confirmed(officer, "Đã ghi bước “Ghi máy móc, kết quả cần nghiệm thu”");

  await office.step("giamdoc", "Nghiệm thu cơ sở", { shot: "nghiem-thu" });
  await office.step("giamdoc", "Báo cáo kết quả", { ask: results });
  await office.step("giamdoc", "Thanh lý hợp đồng");
  await office.step("ketoan", "Thanh toán", { shot: "thanh-toan" });
  await office.vouchers();
  await office.step("ketoan", "Quyết toán");
  await office.step("chuyenvien", "Bắt đầu theo dõi sau hỗ trợ");
  await office.step("chuyenvien", "Ghi lần theo dõi", { ask: visit });
  await office.step("giamdoc", "Kết thúc đề án");
  await office.shot(head, "de-an");

  // What the project left behind: its money, its machine, and one more in the report of the year.
  for (const tab of ["Kinh phí", "Hồ sơ", "Thẩm định", "Nghiệm thu", "Văn bản", "Lịch sử"]) {
    await office.follow(head, tab, head.page.getByRole("navigation", { name: "Phần của đề án" }));
    await office.shot(head, `de-an-${tab}`);
  }
  await head.visit(office.project);
  const glance = await moneyAtAGlance(head.page);
  await head.visit(`${office.project}?tab=money`);
  const sums = await totals(head.page);
  assert.deepEqual(sums, {
    "Dòng chi phí": "Cộng",
    "Nguồn": "KCĐP",
    "Đề nghị": "300.000.000",
    "Kế hoạch": "300.000.000",
    "Được giao": "300.000.000",
    "Hợp đồng": "300.000.000",
    "Tạm ứng": "120.000.000",
    "Nghiệm thu": "300.000.000",
    "Quyết toán": "300.000.000",
    "Thanh toán": "180.000.000",
    "Thu hồi": "0",
  });
  for (const [kind, sum] of Object.entries(glance)) {
    assert.equal(sum, kind === "Còn phải trả" ? "0 đ" : `${sums[kind]} đ`, `${kind}, beside the ledger`);
  }
  assert.deepEqual(await ledger(head.page, "Khuyến công địa phương"), [
    "Kế hoạch 300.000.000",
    "Được giao 300.000.000",
    "Hợp đồng 300.000.000",
    "Tạm ứng 120.000.000",
    "Nghiệm thu 300.000.000",
    "Thanh toán 180.000.000",
    "Quyết toán 300.000.000",
  ]);

  await officer.visit("/machines");
  assert.ok(await page.getByRole("cell", { name: serial }).isVisible(), "the machine stands in the register");
  await office.shot(officer, "may-moc");
  assert.equal(await supportedThisYear(office), before + 1);
});

test("a ceiling that nobody has verified says so in amber", async (t) => {
  const office = new Office(t, "kcdp");
  await enterNeed(office, "chuyenvien", {
    establishment: "Ngọc Lan Ngọc 001",
    activity: "A5",
    title: "Phòng trưng bày giới thiệu sản phẩm dầu dừa",
    cost: "120000000",
    own: "60000000",
    wanted: "60000000",
  });
  const { page } = await office.desk("chuyenvien");
  const outlook = page.locator(".kc-card", { has: page.getByRole("heading", { name: "Khuyến công địa phương" }) });
  assert.match(await words(outlook), /chưa kiểm chứng/);
  assert.ok(await outlook.locator(".kc-badge.kc-amber", { hasText: "chưa kiểm chứng" }).isVisible());
  await office.shot(await office.desk("chuyenvien"), "chua-kiem-chung");
});
