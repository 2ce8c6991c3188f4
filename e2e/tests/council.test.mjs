// A council appraises a project: quorum, an interest that keeps a member out, ballots, minutes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { field, fill, group, refusal, words } from "../support/forms.mjs";
import { Office, drawUp, enterEstablishment, enterNeed, estimate, today } from "../support/office.mjs";

const LOCAL = "Khuyến công địa phương";
const title = "Máy đột dập thủy lực của cơ sở Trương Thị Hoài";

/** Duty, name, post, and what finds the account; the expert has none. */
const members = [
  ["Chủ tịch, tổ trưởng", "Bùi Quang Minh", "Phó Giám đốc Sở Công Thương", null],
  ["Thư ký", "Lê Quỳnh Như", "Chuyên viên phòng Quản lý công nghiệp", "phòng Quản lý công nghiệp"],
  ["Ủy viên", "Trần Đức Thịnh", "Giám đốc Trung tâm", "Giám đốc"],
  ["Ủy viên", "Nguyễn Thị Hồng Ngọc", "Chuyên viên Trung tâm", "phòng Nghiệp vụ"],
];

test("a council with a member kept out appraises a project", async (t) => {
  const office = new Office(t, "hoi-dong");
  const name = "Cơ sở Cơ khí Trương Thị Hoài";
  await enterEstablishment(office, "chuyenvien", {
    name,
    taxCode: "3502415941",
    commune: { type: "Ngãi Giao", pick: "Xã Ngãi Giao, Thành phố Hồ Chí Minh" },
    industry: { type: "cấu kiện kim", pick: "Sản xuất các cấu kiện kim loại" },
  });
  const need = await enterNeed(office, "chuyenvien", {
    establishment: name, title, cost: "300000000", own: "160000000", wanted: "140000000",
  });
  const officer = await drawUp(office, need, LOCAL);
  await estimate(office, officer, { title, price: "300000000", source: LOCAL, asked: "140000000" });
  await office.step("giamdoc", "Đăng ký kế hoạch");
  await office.completeDossier();
  await office.step("giamdoc", "Nộp hồ sơ thẩm định");

  const secretary = await office.desk("thamdinh");
  const { page } = secretary;
  await secretary.visit("/councils/new");
  await fill(page, {
    "Tên hội đồng, tổ thẩm định": "Hội đồng thẩm định đề án cơ khí",
    "Địa bàn": { type: "Hồ Chí Minh", pick: "Thành phố Hồ Chí Minh" },
    "Số quyết định thành lập": "58/QĐ-SCT",
    "Ngày quyết định": today,
    "Cơ quan ban hành": "Sở Công Thương",
    "Người ký": "Giám đốc Sở",
    "Số người dự họp tối thiểu": "2/3",
    "Tỷ lệ phiếu tán thành": "quá 1/2",
  });
  await office.press(secretary, "Ghi hội đồng");
  for (const [duty, person, post, account] of members) {
    await fill(page, { "Nhiệm vụ trong hội đồng": { choose: duty }, "Họ và tên": person, "Chức vụ, đơn vị": post });
    if (account) await fill(page, { "Tài khoản": { type: account, pick: account } });
    await field(page, "Có quyền biểu quyết").check();
    await office.press(secretary, "Thêm thành viên");
    assert.equal(await refusal(page).count(), 0, person);
  }
  await office.shot(secretary, "thanh-vien");

  await office.follow(secretary, "Lên lịch phiên họp");
  await fill(page, { "Ngày họp": today, "Địa điểm": "Phòng họp Sở Công Thương" });
  await office.press(secretary, "Ghi phiên họp");
  const session = new URL(page.url()).pathname;
  const agenda = field(page, "Đưa đề án vào chương trình");
  const option = await agenda.locator("option").filter({ hasText: title }).getAttribute("value");
  await agenda.selectOption(option);
  await office.press(secretary, "Thêm đề án");
  await office.press(secretary, "Mở phiên họp");
  const item = await page.getByRole("row").filter({ hasText: title }).getAttribute("data-href");

  // The officer drew the project up: neither the papers nor a ballot are for this member.
  assert.equal((await officer.visit(item)).status(), 403);
  assert.match(await words(officer.page.getByRole("main")), /lợi ích/);
  await office.shot(secretary, "phien-hop");

  // The head's own Centre carries the project out: the program asks, the head answers, the secretary
  // settles.
  const pressFirst = (site, name) =>
    Promise.all([site.page.waitForEvent("load"), site.page.getByRole("button", { name, exact: true }).first().click()]);
  const head = await office.desk("giamdoc");
  await head.visit(session);
  await head.page.getByLabel("Bạn trả lời câu hỏi này").first().fill("Chỉ chỉ đạo chung, không lập đề án");
  await pressFirst(head, "Không có lợi ích liên quan");
  await office.confirmed(head, "Đã ghi câu trả lời");
  await head.checkAccessibility();
  await secretary.visit(session);
  const open = page.getByText("Làm rõ", { exact: true });
  while ((await open.count()) > 0) {
    await open.first().click();
    await page.getByLabel("Đã xác minh thế nào").first().fill("Không trực tiếp lập đề án");
    await pressFirst(secretary, "Không có lợi ích liên quan");
    await office.confirmed(secretary, "Đã ghi kết quả làm rõ");
  }

  // One of three is here: nobody can vote yet.
  await page.getByLabel("Có mặt: Lê Quỳnh Như").check();
  await office.press(secretary, "Ghi điểm danh");
  await secretary.visit(item);
  assert.match(await words(page.getByRole("main")), /chưa biểu quyết được/);
  await secretary.visit(session);
  for (const person of ["Bùi Quang Minh", "Lê Quỳnh Như", "Trần Đức Thịnh"]) {
    await page.getByLabel(`Có mặt: ${person}`).check();
  }
  await office.press(secretary, "Ghi điểm danh");

  const vote = async (site, choice, opinion = "") => {
    await fill(group(site.page, "Biểu quyết"), { "Ý kiến biểu quyết": { choose: choice } });
    if (opinion) await fill(site.page, { "Ý kiến, nội dung cần chỉnh sửa": opinion });
    for (const select of await site.page.getByRole("combobox", { name: "Kết quả" }).all()) {
      await select.selectOption({ label: "Đạt" });
    }
    await office.press(site, "Ghi phiếu");
    assert.equal(await refusal(site.page).count(), 0);
  };
  await secretary.visit(item);
  await office.follow(secretary, "Phiếu của tôi");
  await vote(secretary, "Đồng ý");
  await secretary.visit(item);
  await office.follow(secretary, "Nhập phiếu giấy");
  await vote(secretary, "Đồng ý");
  await head.visit(item);
  await office.follow(head, "Phiếu của tôi");
  await vote(head, "Đồng ý");

  await secretary.visit(item);
  await fill(page, {
    "Kinh phí khuyến công đề xuất": "140000000",
    "Kiểm tra thực tế": "Nhà xưởng đủ chỗ đặt máy, có điện ba pha.",
  });
  await office.press(secretary, "Ghi ý kiến");
  await office.shot(secretary, "bieu-quyet");
  await secretary.visit(session);
  await office.press(secretary, "Ghi kết quả, kết thúc");
  const main = await words(page.getByRole("main"));
  assert.match(main, /Nguyễn Thị Hồng Ngọc/);
  const [minutes] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Word" }).first().click(),
  ]);
  assert.match(minutes.suggestedFilename(), /\.docx$/);
  await office.shot(secretary, "bien-ban");

  // The step that concludes rests on what the council said.
  await office.step("thamdinh", "Kết luận đạt");
});
