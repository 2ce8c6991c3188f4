// A year of a province, Lâm Đồng, with people of its own: from the guidance for the plan to the
// settlement of its projects. What is not written here is in the tests of the single parts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "../support/browser.mjs";
import { dong, planAgrees, reportRow } from "../support/figures.mjs";
import { fill, group, refusal, scan, words } from "../support/forms.mjs";
import { Office, drawUp, enterEstablishment, enterNeed, estimate, learners, today, year } from "../support/office.mjs";
import {
  broadcast, broadcasts, expectMoney, finish, people, start, throughLocalAppraisal, throughNationalAppraisal,
} from "../support/walk.mjs";

const PROVINCE = { type: "Lâm Đồng", pick: "Tỉnh Lâm Đồng" };
const NATIONAL = "Khuyến công quốc gia";
const LOCAL = "Khuyến công địa phương";
const commune = { type: "Di Linh", pick: "Xã Di Linh, Tỉnh Lâm Đồng" };
const industry = { type: "cấu kiện kim", pick: "Sản xuất các cấu kiện kim loại" };

const cast = {
  "Tỉnh Lâm Đồng": {
    ...people("ld", "Lâm Đồng"),
    congtacvien: ["ld.congtacvien", "Cộng tác viên khuyến công", "UBND xã Di Linh"],
  },
  // The other province of the flagship.
  "Tỉnh Gia Lai": people("gl", "Gia Lai"),
};
const namesOf = (province) => Object.fromEntries(Object.entries(cast[province]).map(([post, [name]]) => [post, name]));

const office = (t, name, province = "Tỉnh Lâm Đồng") => new Office(t, `nam-${name}`, namesOf(province));

/** The decision that approves, adjusts or moves something of a plan. */
const decision = (number) => ({
  "Số quyết định": number,
  "Ngày quyết định": today,
  "Cơ quan quyết định": "UBND tỉnh Lâm Đồng",
});

/** What the year is about; each part adds what the next needs. */
const file = { plans: {}, projects: {} };
const projects = (...keys) => keys.map((key) => file.projects[key]);

test("the provinces get their people", async (t) => {
  const site = await openSite(t, { as: "quantri" });
  const everybody = Object.entries(cast).flatMap(([province, posts]) =>
    Object.values(posts).map((post) => [province, ...post]),
  );
  for (const [province, username, role, organisation] of everybody) {
    await site.visit("/accounts/new");
    await fill(site.page, {
      "Tên đăng nhập": username,
      "Tên hiển thị theo chức danh": `${role} (${province})`,
      "Vai trò": { choose: role },
      "Cơ quan, đơn vị": organisation,
      "Tỉnh, thành phố": { choose: province },
      "Mật khẩu": "khuyencong",
    });
    if (role.startsWith("Cộng tác viên")) await fill(site.page, { "Xã của cộng tác viên": commune });
    await Promise.all([
      site.page.waitForEvent("load"),
      site.page.getByRole("button", { name: "Ghi", exact: true }).click(),
    ]);
    assert.equal(await refusal(site.page).count(), 0, username);
  }
});

test("the agency guides the plan, and the budgets are told", async (t) => {
  const seat = office(t, "huong-dan");
  const agency = await seat.desk("cuc");
  await agency.visit("/instruments/new");
  await fill(agency.page, {
    "Số, ký hiệu": `512/CV-ĐCK-${year}`,
    "Loại văn bản": { choose: "Công văn" },
    "Cơ quan ban hành": "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công",
    "Trích yếu": `Hướng dẫn xây dựng kế hoạch khuyến công quốc gia năm ${year}`,
    "Ngày ký": today,
  });
  await seat.press(agency, "Ghi văn bản");
  assert.equal(await refusal(agency.page).count(), 0);

  const department = await seat.desk("thamdinh");
  for (const [site, scope, province, amount] of [
    [department, LOCAL, PROVINCE, "900000000"],
    [agency, NATIONAL, null, "2500000000"],
  ]) {
    await site.visit("/budgets/new");
    await fill(site.page, {
      "Nguồn kinh phí": { choose: scope },
      "Năm ngân sách": year,
      "Số tiền": amount,
      "Số văn bản": "07/TB-STC",
      "Ngày văn bản": today,
      "Cơ quan ban hành": "Sở Tài chính",
    });
    if (province) await fill(site.page, { "Tỉnh, thành phố": province });
    await seat.press(site, "Ghi dự toán");
    assert.equal(await refusal(site.page).count(), 0, scope);
  }
  await department.visit("/instruments");
  assert.ok(await department.page.getByText(`Hướng dẫn xây dựng kế hoạch khuyến công quốc gia năm ${year}`).first().isVisible());
});

test("plans are opened, and the province's rises from a commune's need", async (t) => {
  const seat = office(t, "de-xuat");
  const department = await seat.desk("thamdinh");
  file.plans.local = await openPlan(seat, department, LOCAL, year);
  file.plans.national = await openPlan(seat, await seat.desk("cuc"), NATIONAL, year);

  const collaborator = await seat.desk("congtacvien");
  const name = "Cơ sở Cơ khí Phạm Văn Đoàn";
  await enterEstablishment(seat, "congtacvien", { name, taxCode: "5801234561", commune, industry });
  const title = "Máy cắt plasma CNC của cơ sở Phạm Văn Đoàn";
  const need = await enterNeed(seat, "congtacvien", {
    establishment: name, title, cost: "400000000", own: "200000000", wanted: "200000000",
  });
  file.ordinary = { need, title };
  await seat.follow(collaborator, "Đề xuất vào kế hoạch");
  await fill(collaborator.page, { "Đề xuất vào kế hoạch": { choose: planName(LOCAL, year) } });
  await seat.press(collaborator, "Ghi đề xuất");
  const proposal = new URL(collaborator.page.url()).pathname;
  await seat.press(collaborator, "Trình lên Trung tâm");

  // The Centre sends it back with a remark, gets it again, and passes it on.
  const head = await seat.desk("giamdoc");
  await head.visit(proposal);
  await fill(head.page, { "Cần sửa, bổ sung gì": "Ghi rõ công suất của máy." });
  await seat.press(head, "Trả lại");
  await collaborator.visit(proposal);
  assert.match(await words(collaborator.page.getByRole("main")), /Ghi rõ công suất của máy/);
  await seat.press(collaborator, "Trình lên Trung tâm");
  await head.visit(proposal);
  await seat.press(head, "Trình lên Sở Công Thương");
  await seat.shot(head, "de-xuat");
  await department.visit(`${file.plans.local}/selection`);
  assert.ok(await department.page.getByRole("link", { name: title }).isVisible());
});

const planName = (scope, of, place = "Lâm Đồng") => `${scope} năm ${of}, ${place}`;

/** Opens the plan of a budget and year for a province; answers with its address. */
async function openPlan(seat, site, scope, of, province = PROVINCE) {
  await site.visit("/plans/new");
  await fill(site.page, {
    "Nguồn kinh phí": { choose: scope },
    "Năm": of,
    "Tỉnh, thành phố": province,
    "Tên kế hoạch": planName(scope, of, province.type),
  });
  await seat.press(site, "Ghi kế hoạch");
  assert.equal(await refusal(site.page).count(), 0, scope);
  return new URL(site.page.url()).pathname;
}

/** Draws up a project for an establishment of its own; the office then has it in hand. */
async function drawUpFor(seat, { name, taxCode, activity = "A3b", title, scope, price, asked, of = year, drafted }) {
  await enterEstablishment(seat, "chuyenvien", { name, taxCode, commune, industry });
  const need = await enterNeed(seat, "chuyenvien", {
    establishment: name, activity, title, cost: price, own: String(Number(price) - Number(asked)), wanted: asked, of, met: drafted,
  });
  const officer = await drawUp(seat, need, scope, drafted);
  await estimate(seat, officer, { title, price, source: scope, asked });
  return officer;
}

/** The projects on local money that the plan takes up, beside the one that came from the commune. */
const proposed = {
  adjusted: {
    name: "Hợp tác xã Cơ khí Đồng Tâm Di Linh", taxCode: "5801234562",
    title: "Máy chấn tôn của hợp tác xã Đồng Tâm", price: "300000000", asked: "140000000",
  },
  stopped: {
    name: "Hộ kinh doanh Cơ khí Nguyễn Thị Lành", taxCode: "5801234563",
    title: "Máy hàn laser của hộ Nguyễn Thị Lành", price: "200000000", asked: "90000000",
  },
};

test("the Centre draws up projects and proposes them for the plan", async (t) => {
  const seat = office(t, "lap-de-an");
  const officer = await drawUp(seat, file.ordinary.need, LOCAL);
  await estimate(seat, officer, { title: file.ordinary.title, price: "400000000", source: LOCAL, asked: "200000000" });
  file.projects.ordinary = seat.project;
  for (const [key, what] of Object.entries(proposed)) {
    await drawUpFor(seat, { ...what, scope: LOCAL });
    file.projects[key] = seat.project;
    await officer.visit(seat.project);
    await seat.follow(officer, "Đề xuất vào kế hoạch");
    await fill(officer.page, { "Đề xuất vào kế hoạch": { choose: planName(LOCAL, year) } });
    await seat.press(officer, "Ghi đề xuất");
    const head = await seat.desk("giamdoc");
    await head.visit(new URL(officer.page.url()).pathname);
    await seat.press(head, "Trình lên Sở Công Thương");
  }
});

test("the department scores, ranks and selects, and the province approves the plan", async (t) => {
  const seat = office(t, "duyet-ke-hoach");
  const department = await seat.desk("thamdinh");
  const { page } = department;
  await department.visit(`${file.plans.local}/selection`);
  for (const box of await page.getByRole("row").filter({ hasText: "Đang xem xét" }).getByRole("checkbox").all()) {
    await box.check();
  }
  await fill(page, { "Kết quả": { choose: "Được chọn" } });
  await seat.press(department, "Ghi kết quả");
  await seat.shot(department, "xet-chon");
  await department.visit(`${file.plans.local}/approval`);
  await fill(page, decision("312/QĐ-UBND"));
  await page.getByLabel("Bản quét quyết định").setInputFiles(scan("quyết định 312.pdf"));
  await seat.press(department, "Phê duyệt kế hoạch");
  await seat.confirmed(department, "Đã phê duyệt kế hoạch");
  for (const title of [file.ordinary.title, ...Object.values(proposed).map((p) => p.title)]) {
    assert.ok(await page.getByRole("row").filter({ hasText: title }).isVisible(), title);
  }
  await seat.shot(department, "ke-hoach");
});

/** From the draft to the money, for a project of the local budget whose plan line is named like it. */
/** The office with a project of the year in hand. */
function withProject(t, key) {
  const seat = office(t, key);
  seat.project = file.projects[key];
  return seat;
}

test("the machine project of the commune goes to its settlement", async (t) => {
  const seat = withProject(t, "ordinary");
  const { title } = file.ordinary;
  await throughLocalAppraisal(seat, `${title} (312/QĐ-UBND)`);
  await start(seat);
  await seat.step("ketoan", "Tạm ứng", { ask: (page) => fill(page, { [`${title}, ${LOCAL}`]: "60000000" }) });
  await finish(seat, { name: title, serial: `PL-${year}-001`, price: "400000000" });
  await expectMoney(seat, { "Được giao": "200.000.000 đ", "Tạm ứng": "60.000.000 đ", "Thanh toán": "140.000.000 đ", "Quyết toán": "200.000.000 đ" });
});

test("a project is adjusted by decision, and its plan gives what is free again", async (t) => {
  const seat = withProject(t, "adjusted");
  const { title } = proposed.adjusted;
  await throughLocalAppraisal(seat, `${title} (312/QĐ-UBND)`);
  await start(seat);
  await seat.step("chuyenvien", "Đề nghị điều chỉnh", { reason: "Giá trúng thầu thấp hơn dự toán." });
  const officer = await seat.desk("chuyenvien");
  await officer.visit(seat.project);
  await seat.follow(officer, "Dự toán đề nghị điều chỉnh");
  await estimate(seat, officer, { title, price: "260000000", source: LOCAL, asked: "120000000" });
  await seat.step("thamdinh", "Đồng ý điều chỉnh");
  await finish(seat, { name: title, serial: `PL-${year}-002`, price: "260000000" });
  await expectMoney(seat, { "Được giao": "120.000.000 đ", "Quyết toán": "120.000.000 đ" });
});

test("a project is stopped after its advance came back", async (t) => {
  const seat = withProject(t, "stopped");
  const { title } = proposed.stopped;
  await throughLocalAppraisal(seat, `${title} (312/QĐ-UBND)`);
  await start(seat);
  const amount = (page) => fill(page, { [`${title}, ${LOCAL}`]: "30000000" });
  await seat.step("ketoan", "Tạm ứng", { ask: amount });
  const reason = "Chủ hộ chuyển nghề, không nhận máy.";
  await seat.step("chuyenvien", "Đề nghị ngừng", { reason });
  await seat.step("ketoan", "Thu hồi tiền", { reason, ask: amount });
  await seat.step("thamdinh", "Quyết định ngừng", { reason });
  await expectMoney(seat, { "Tạm ứng": "30.000.000 đ", "Thu hồi": "30.000.000 đ" });
});

/** What the project's page says of its money. */
/**
 * Enters tasks straight into an open plan and approves it: title, activity, money. `untold` is the
 * reason when no budget was told.
 */
async function approveWith(seat, person, plan, number, tasks, untold = "") {
  const site = await seat.desk(person);
  await site.visit(plan);
  for (const [title, activity, amount] of tasks) {
    await fill(site.page, { "Nhiệm vụ": title, "Nội dung khuyến công": { choose: activity }, "Kinh phí": amount });
    await seat.press(site, "Thêm nhiệm vụ");
    assert.equal(await refusal(site.page).count(), 0, title);
  }
  await site.visit(`${plan}/approval`);
  await fill(site.page, decision(number));
  await site.page.getByLabel("Bản quét quyết định").setInputFiles(scan("quyết định.pdf"));
  if (untold) {
    await seat.press(site, "Phê duyệt kế hoạch");
    assert.match(await words(refusal(site.page)), /Chưa ghi dự toán khuyến công địa phương/);
    await site.page.getByLabel("Quyết định có trước khi được giao dự toán").check();
    await fill(site.page, { "Lý do chưa có dự toán": untold });
    await site.page.getByLabel("Bản quét quyết định").setInputFiles(scan("quyết định.pdf"));
  }
  await seat.press(site, "Phê duyệt kế hoạch");
  await seat.confirmed(site, "Đã phê duyệt kế hoạch");
}

const MACHINES = "A3b · Ứng dụng máy móc thiết bị tiên tiến, chuyển giao công nghệ";
const MODELS = "A3a · Mô hình trình diễn kỹ thuật";
const model = "Mô hình trình diễn sản xuất tấm lợp chống ồn";
const shifted = "Máy uốn ống của cơ sở Ka Brếu";

test("a national model passes both appraisals and is settled", async (t) => {
  const seat = office(t, "mo-hinh");
  await approveWith(seat, "cuc", file.plans.national, "2911/QĐ-BCT", [
    [model, MODELS, "600000000"],
    [shifted, MACHINES, "150000000"],
    ["Đào tạo nghề dệt thổ cẩm cho lao động nông thôn", "A1 · Đào tạo nghề, truyền nghề", "80000000"],
    ["Chuyên mục truyền hình về cà phê", "A6 · Thông tin, tuyên truyền", "120000000"],
  ]);
  await drawUpFor(seat, {
    name: "Công ty TNHH Tấm lợp Cao Nguyên Xanh", taxCode: "5801234564", activity: "A3a",
    title: model, scope: NATIONAL, price: "2000000000", asked: "600000000",
  });
  file.projects.model = seat.project;
  await throughNationalAppraisal(seat, `${model} (2911/QĐ-BCT)`);
  await start(seat);
  await seat.step("ketoan", "Tạm ứng", { ask: (page) => fill(page, { [`${model}, ${NATIONAL}`]: "200000000" }) });
  await finish(seat, { name: model, serial: `PL-${year}-003`, price: "2000000000", settler: "cuc" });
  await expectMoney(seat, { "Được giao": "600.000.000 đ", "Thanh toán": "400.000.000 đ", "Quyết toán": "600.000.000 đ" });
});

/** Moves the money of a task of a plan by decision. */
async function transfer(seat, person, plan, task, { kind, to, amount, number }) {
  const site = await seat.desk(person);
  await site.visit(plan);
  await seat.follow(site, task);
  await seat.follow(site, "Chuyển nguồn hoặc chuyển sang năm sau");
  await fill(site.page, { "Loại": { choose: kind }, "Sang kế hoạch": { choose: to } });
  if (amount) await fill(site.page, { "Số chuyển sang năm sau": amount });
  await fill(site.page, { ...decision(number), "Lý do": "Theo quyết định của cấp có thẩm quyền." });
  await site.page.getByLabel("Bản quét quyết định").setInputFiles(scan("quyết định chuyển.pdf"));
  await seat.press(site, "Ghi quyết định chuyển");
  assert.equal(await refusal(site.page).count(), 0, kind);
  return site;
}

test("a national task goes on with local money after its source was shifted", async (t) => {
  const seat = office(t, "chuyen-nguon");
  const establishment = { name: "Cơ sở Cơ khí Ka Brếu", taxCode: "5801234565" };
  await drawUpFor(seat, { ...establishment, title: shifted, scope: NATIONAL, price: "320000000", asked: "150000000" });
  await throughNationalAppraisal(seat, `${shifted} (2911/QĐ-BCT)`);
  const reason = "Ngân sách trung ương không còn bố trí.";
  await seat.step("thamdinh", "Chuyển sang khuyến công địa phương", { reason });
  await expectMoney(seat, { "Được giao": "0 đ" });
  file.projects.shifted = seat.project;
  const site = await transfer(seat, "thamdinh", file.plans.national, shifted, {
    kind: "Chuyển nguồn: quốc gia sang địa phương",
    to: planName(LOCAL, year),
    number: "355/QĐ-UBND",
  });
  await seat.shot(site, "quyet-dinh");

  const officer = await seat.desk("chuyenvien");
  await officer.visit(seat.project);
  await seat.follow(officer, "Lập đề án bằng kinh phí địa phương");
  await seat.shot(officer, "tiep-tuc");
  await seat.press(officer, "Lập đề án");
  await seat.confirmed(officer, "Đã lập đề án bằng kinh phí địa phương");
  const old = seat.project;
  seat.project = new URL(officer.page.url()).pathname;
  assert.ok(await officer.page.getByRole("link", { name: /^Tiếp tục đề án ĐA-/ }).isVisible());
  await throughLocalAppraisal(seat, `${shifted} (312/QĐ-UBND)`);
  await start(seat);
  await finish(seat, { name: shifted, serial: `UO-${year}-006`, price: "320000000" });
  await expectMoney(seat, { "Được giao": "150.000.000 đ", "Thanh toán": "150.000.000 đ", "Quyết toán": "150.000.000 đ" });
  file.projects.continued = seat.project;
  await officer.visit(old);
  assert.ok(await officer.page.getByRole("link", { name: /^Được tiếp tục bằng đề án ĐA-/ }).isVisible());
});

test("money of a closed year is paid only after it was carried over", async (t) => {
  const seat = office(t, "chuyen-nam");
  const last = String(Number(year) - 1);
  const title = "Máy mài phẳng của cơ sở Đinh Công Hậu";
  const department = await seat.desk("thamdinh");
  const plan = await openPlan(seat, department, LOCAL, last);
  file.plans.last = plan;
  await approveWith(
    seat, "thamdinh", plan, "298/QĐ-UBND", [[title, MACHINES, "110000000"]], "Chưa có thông báo dự toán của Sở Tài chính.",
  );
  await drawUpFor(seat, {
    name: "Cơ sở Cơ khí Đinh Công Hậu", taxCode: "5801234566", title, scope: LOCAL, price: "220000000", asked: "110000000", of: last,
  });
  file.projects.carried = seat.project;
  await throughLocalAppraisal(seat, `${title} (298/QĐ-UBND)`);
  await start(seat);
  const ask = (page) => fill(page, { [`${title}, ${LOCAL}`]: "50000000" });
  const accountant = await seat.openStep("ketoan", "Tạm ứng");
  await seat.fillPaper(accountant, "ketoan");
  await ask(accountant.page);
  await seat.press(accountant, "Tạm ứng");
  assert.match(await words(refusal(accountant.page)), new RegExp(`Niên độ ${last} đã khóa`));
  await seat.shot(accountant, "nien-do-da-khoa");

  await transfer(seat, "thamdinh", plan, title, {
    kind: "Chuyển kinh phí chưa chi sang năm sau",
    to: planName(LOCAL, year),
    amount: "110000000",
    number: "12/QĐ-UBND",
  });
  await seat.step("ketoan", "Tạm ứng", { ask });
  await finish(seat, { name: title, serial: `PL-${year}-004`, price: "220000000" });
  await expectMoney(seat, { "Tạm ứng": "50.000.000 đ", "Thanh toán": "60.000.000 đ", "Quyết toán": "110.000.000 đ" });
});

test("a decision of 2018 keeps the norm of 2018 when it is replayed today", async (t) => {
  const seat = office(t, "dinh-muc-2018");
  const title = "Máy cán tôn của cơ sở Vũ Bá Lộc";
  const officer = await drawUpFor(seat, {
    name: "Cơ sở Cơ khí Vũ Bá Lộc", taxCode: "5801234567", title, scope: LOCAL, price: "600000000", asked: "200000000",
    of: "2018", drafted: "10/01/2018",
  });
  await seat.step("giamdoc", "Đăng ký kế hoạch", { signed: "15/01/2018" });
  await officer.visit(seat.project);
  await seat.follow(officer, "Đăng ký kế hoạch", officer.page.getByRole("cell"));
  const main = await words(officer.page.getByRole("main"));
  assert.match(main, /min\(50 % × 600\.000\.000 đ; 200\.000\.000 đ\) = 200\.000\.000 đ/);
  assert.match(main, /26\/2014\/TTLT-BTC-BCT/);
  assert.match(main, /Khớp/);
  await seat.shot(officer, "tinh-lai");
});

test("a training group fixes its classes before the contract and is settled", async (t) => {
  const seat = office(t, "dao-tao");
  const title = "Đào tạo nghề dệt thổ cẩm cho lao động nông thôn";
  const officer = await seat.desk("chuyenvien");
  await officer.visit("/projects/new");
  await fill(officer.page, {
    "Tên đề án": title,
    "Loại đề án": { choose: "Đề án nhóm" },
    "Nguồn kinh phí": { choose: NATIONAL },
    "Nội dung, quy mô": "Một lớp, 30 học viên.",
  });
  const activity = officer.page.getByRole("combobox", { name: /^Nội dung khuyến công/ });
  await activity.selectOption("A1");
  await seat.press(officer, "Ghi và lập dự toán");
  seat.project = new URL(officer.page.url()).pathname.replace(/\/costs$/, "");
  file.projects.training = seat.project;
  await estimate(seat, officer, { title, price: "100000000", source: NATIONAL, asked: "80000000" });
  await throughNationalAppraisal(seat, `${title} (2911/QĐ-BCT)`);
  await officer.visit(`${seat.project}/beneficiaries/new`);
  await fill(officer.page, {
    "Lớp, nhóm học viên": "Lớp dệt thổ cẩm Di Linh",
    "Địa điểm": "Nhà văn hóa thôn Kơ Ming",
    "Nghề, chủ đề, nội dung": "Dệt thổ cẩm",
    "Danh sách học viên (số, ngày)": `15/DS, ${today}`,
    "Số lượng": "30",
    "Đơn vị tính": "học viên",
    "Chi phí": "100000000",
    "Kinh phí khuyến công hỗ trợ": "80000000",
  });
  await seat.press(officer, "Ghi đơn vị thụ hưởng");
  await seat.confirmed(officer, "Đã ghi đơn vị thụ hưởng");
  const head = await seat.desk("giamdoc");
  await head.visit(`${seat.project}/beneficiaries`);
  await seat.follow(head, "Chốt danh sách");
  await fill(head.page, { "Số, ký hiệu": "09/QĐ-TTKC", "Ngày ký": today, "Người ký (chức vụ, họ tên)": "Trần Đức Thịnh" });
  await head.page.getByLabel("Bản quét").setInputFiles(scan("quyết định chốt.pdf"));
  await seat.press(head, "Chốt danh sách");
  await seat.confirmed(head, "Đã chốt danh sách đơn vị thụ hưởng");
  await start(seat);
  const taught = { name: "Lớp dệt thổ cẩm Di Linh", enrolled: "30", finished: "28", price: "100000000" };
  await finish(seat, { settler: "cuc", ask: (page) => learners(page, taught) });
  await expectMoney(seat, { "Được giao": "80.000.000 đ", "Thanh toán": "80.000.000 đ", "Quyết toán": "80.000.000 đ" });
});

/** Opens the part of a flagship in a province and year, with its estimate; the office then has it in hand. */
async function openPart(seat, flagship, { place, of, asked }) {
  const officer = await seat.desk("chuyenvien");
  await officer.visit(flagship);
  await Promise.all([
    officer.page.waitForEvent("load"),
    officer.page.getByRole("link", { name: new RegExp(`^Mở đề án phần, .*${place}.*, ${of}$`) }).click(),
  ]);
  await fill(officer.page, { "Nội dung khuyến công": { choose: "A6 · Thông tin, tuyên truyền" } });
  await seat.press(officer, "Mở đề án phần");
  await seat.confirmed(officer, "Đã mở đề án phần");
  seat.project = new URL(officer.page.url()).pathname.replace(/\/costs$/, "");
  await estimate(seat, officer, { title: broadcasts, price: asked, source: NATIONAL, asked });
  return officer;
}

test("a flagship of two years runs over two provinces and is settled in both", async (t) => {
  const seat = office(t, "diem");
  const other = office(t, "diem-gia-lai", "Tỉnh Gia Lai");
  const next = String(Number(year) + 1);
  const agency = await seat.desk("cuc");
  await agency.visit("/flagships/new");
  await fill(agency.page, {
    "Tên đề án điểm": "Chuỗi sản phẩm cà phê rang xay Lâm Đồng – Gia Lai",
    "Nguồn kinh phí": { choose: NATIONAL },
    "Năm đầu": year,
    "Năm cuối": next,
    "Mục tiêu": "Hai tỉnh cùng dùng một bộ tiêu chuẩn rang xay.",
  });
  for (const [i, [when, province, amount]] of [
    [year, "Lâm Đồng", "120000000"], [year, "Gia Lai", "90000000"], [next, "Lâm Đồng", "60000000"],
  ].entries()) {
    await fill(group(agency.page, `Phần của khung ${i + 1}`), {
      "Năm": when,
      "Tỉnh, thành phố": { type: province, pick: province },
      "Kinh phí khuyến công": amount,
      "Nội dung, quy mô": "Chuyên mục truyền hình về cà phê rang xay",
    });
  }
  await seat.press(agency, "Ghi khung");
  await seat.confirmed(agency, "Đã lập khung");
  const flagship = new URL(agency.page.url()).pathname;
  const task = "Chuyên mục truyền hình về cà phê Gia Lai";
  file.plans.giaLai = await openPlan(seat, agency, NATIONAL, year, { type: "Gia Lai", pick: "Tỉnh Gia Lai" });
  await approveWith(seat, "cuc", file.plans.giaLai, "2912/QĐ-BCT", [[task, "A6 · Thông tin, tuyên truyền", "90000000"]]);

  // Each province opens its own part of this year; the other's stays closed to it.
  const officer = await seat.desk("chuyenvien");
  await officer.visit(flagship);
  assert.equal(await officer.page.getByRole("link", { name: /^Mở đề án phần, .*Gia Lai/ }).count(), 0);
  await openPart(seat, flagship, { place: "Lâm Đồng", of: year, asked: "120000000" });
  file.projects.flagship = seat.project;
  await openPart(other, flagship, { place: "Gia Lai", of: year, asked: "90000000" });
  file.projects.giaLai = other.project;
  for (const [part, line, invoice, price] of [
    [seat, "Chuyên mục truyền hình về cà phê (2911/QĐ-BCT)", "TH-LD", "30000000"],
    [other, `${task} (2912/QĐ-BCT)`, "TH-GL", "22500000"],
  ]) {
    await throughNationalAppraisal(part, line);
    await start(part);
    await finish(part, { settler: "cuc", ask: broadcast(`${invoice}-${year}`, price) });
  }
  await expectMoney(seat, { "Được giao": "120.000.000 đ", "Thanh toán": "120.000.000 đ", "Quyết toán": "120.000.000 đ" });
  await expectMoney(other, { "Được giao": "90.000.000 đ", "Thanh toán": "90.000.000 đ", "Quyết toán": "90.000.000 đ" });

  // The next year's part is asked for already, and has no money yet.
  await openPart(seat, flagship, { place: "Lâm Đồng", of: next, asked: "60000000" });
  await seat.step("giamdoc", "Đăng ký kế hoạch");
  for (const [figure, sums] of [
    ["1", "120.000.000 60.000.000 180.000.000"], ["3", "120.000.000 0 120.000.000"], ["5", "120.000.000 0 120.000.000"],
  ]) {
    await agency.visit(`${flagship}?figure=${figure}`);
    const table = agency.page.getByRole("table").first();
    const row = await words(table.getByRole("row").filter({ hasText: "Gia Lai" }));
    assert.match(row, /90\.000\.000$/, `Gia Lai, figure ${figure}`);
    const home = await officerSees(officer, flagship, figure);
    assert.equal(home, `Cộng ${sums}`, `what Lâm Đồng sees, figure ${figure}`);
    const total = await words(table.getByRole("row").last());
    const whole = { 1: "210.000.000 60.000.000 270.000.000", 3: "210.000.000 0 210.000.000", 5: "210.000.000 0 210.000.000" };
    assert.equal(total, `Cộng ${whole[figure]}`, `the matrix, figure ${figure}`);
  }
  await seat.shot(agency, "ma-tran");
});

/** The last row of a flagship's matrix, as the province's officer reads it. */
async function officerSees(officer, flagship, figure) {
  await officer.visit(`${flagship}?figure=${figure}`);
  return words(officer.page.getByRole("table").first().getByRole("row").last());
}

test("plan, ledger, project, settlement and totals pages say the same of the year's money", async (t) => {
  const seat = office(t, "doi-chieu");
  const department = await seat.desk("thamdinh");
  const last = String(Number(year) - 1);
  const local = await planAgrees(department, {
    plan: file.plans.local, name: planName(LOCAL, year), of: year, projects: projects("ordinary", "adjusted", "stopped", "continued"),
  });
  const national = await planAgrees(department, {
    plan: file.plans.national, name: planName(NATIONAL, year), of: year, projects: projects("model", "training", "flagship"),
  });
  await planAgrees(department, { plan: file.plans.last, name: planName(LOCAL, last), of: last, projects: projects("carried") });
  await planAgrees(await office(t, "doi-chieu-gl", "Tỉnh Gia Lai").desk("thamdinh"), {
    plan: file.plans.giaLai, name: planName(NATIONAL, year, "Gia Lai"), of: year, projects: projects("giaLai"),
  });
  await department.visit(`/ledger?year=${year}&by=plan`);
  await seat.shot(department, "so-kinh-phi");

  // The totals of the province are the ledger's, figure by figure and source by source.
  const measures = {
    "Kế hoạch": "planned", "Được giao": "allotted", "Tạm ứng": "advanced", "Nghiệm thu": "accepted",
    "Quyết toán": "settled", "Thanh toán": "paid", "Thu hồi": "recovered",
  };
  for (const [scope, least] of [["kcdp", local], ["kcqg", national]]) {
    const ledger = await reportRow(department, `/ledger?year=${year}&by=province&source=${scope}`, "Lâm Đồng");
    for (const [figure, measure] of Object.entries(measures)) {
      const total = await reportRow(department, `/totals?measure=${measure}&scope=${scope}&to=${year}`, "Lâm Đồng");
      assert.equal(dong(total[year]), dong(ledger[figure]), `totals of ${scope}: ${figure}`);
      assert.ok(dong(total[year]) >= least[figure], `${figure} of ${scope} holds the plan's`);
    }
  }

  // Money carried over is of last year's plan, and is spent in this budget year.
  const budget = (of) => `/ledger?year=${of}&basis=budget&by=plan&source=kcdp`;
  const spent = await reportRow(department, budget(year), planName(LOCAL, year));
  assert.equal(dong(spent["Tạm ứng"]), local["Tạm ứng"] + 50_000_000);
  assert.equal(dong(spent["Thanh toán"]), local["Thanh toán"] + 60_000_000);
  await seat.shot(department, "nien-do-chi");
  const before = await reportRow(department, budget(last), planName(LOCAL, last));
  assert.equal(dong(before["Tạm ứng"]), 0);
  await department.visit(`${file.projects.carried}/money`);
  const entry = department.page.getByRole("row").filter({ hasText: "Tạm ứng" }).filter({ hasText: "50.000.000" }).last();
  assert.match(await words(entry), new RegExp(`50\\.000\\.000 ${year} `));
});
