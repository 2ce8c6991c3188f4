// The people who take a project along its way, each at a desk of their own.
//
//   const office = new Office(t, "kcdp");
//   office.project = "/projects/…";
//   await office.step("giamdoc", "Đăng ký kế hoạch", { number: "12/TTKC" });

import assert from "node:assert/strict";
import { openSite } from "./browser.mjs";
import { fill, group, refusal, scan } from "./forms.mjs";

/** dd/MM/yyyy of today in Việt Nam, as papers carry it. */
export const today = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
export const year = today.slice(-4);

const ACTIVITIES = {
  A1: "A1 · Đào tạo nghề, truyền nghề",
  A3a: "A3a · Mô hình trình diễn kỹ thuật",
  A3b: "A3b · Ứng dụng máy móc thiết bị tiên tiến, chuyển giao công nghệ",
  A5: "A5 · Tư vấn, trợ giúp cơ sở",
};

const signers = {
  chuyenvien: "Nguyễn Thị Hồng Ngọc",
  giamdoc: "Trần Đức Thịnh",
  thamdinh: "Lê Quỳnh Như",
  ketoan: "Phạm Thị Ánh Tuyết",
  cuc: "Vũ Đình Khải",
};

export class Office {
  /** The page of the project that is being taken along. */
  project = "";
  #t;
  #name;
  #sites = new Map();
  #cast;
  #papers = 0;

  /** name: what the pictures are called. cast: the sign-in names of a place's own people, by post. */
  constructor(t, name, cast = {}) {
    this.#t = t;
    this.#name = name;
    this.#cast = cast;
  }

  /** The browser of a person, signed in once. */
  async desk(person) {
    let site = this.#sites.get(person);
    if (!site) {
      site = await openSite(this.#t, { as: this.#cast[person] ?? person });
      this.#sites.set(person, site);
    }
    return site;
  }

  async shot(site, name) {
    await site.shot(`${this.#name}-${name}`);
  }

  /** Presses a button and waits for the page that answers, which must be accessible. */
  async press(site, button) {
    await Promise.all([
      site.page.waitForEvent("load"),
      site.page.getByRole("button", { name: button, exact: true }).click(),
    ]);
    await site.checkAccessibility();
  }

  /** Follows a link of the page, which must lead to an accessible page. */
  async follow(site, link, within = site.page) {
    await Promise.all([
      site.page.waitForEvent("load"),
      within.getByRole("link", { name: link, exact: true }).first().click(),
    ]);
    await site.checkAccessibility();
  }

  /** Opens a step of the project from its page. */
  async openStep(person, step) {
    const site = await this.desk(person);
    await site.page.goto(this.project);
    const link = site.page.getByRole("main").getByRole("link", { name: step, exact: true });
    const others = site.page.getByText("Các bước khác", { exact: true });
    if (!(await link.first().isVisible())) await others.click();
    await this.follow(site, step);
    return site;
  }

  /** Fills in the paper that proves a step. */
  async fillPaper(site, person, { number, signed = today, reason, file } = {}) {
    const { page } = site;
    this.#papers += 1;
    const papers = page.getByRole("group", { name: /^Văn bản:/ });
    await fill(papers, {
      "Số, ký hiệu": number ?? `${String(this.#papers).padStart(2, "0")}/${this.#name.toUpperCase()}-TTKC`,
      "Ngày ký": signed,
      "Người ký": signers[person],
    });
    const scanned = papers.getByLabel("Bản quét hoặc tệp ký số");
    const wanted = (await scanned.getAttribute("aria-required")) === "true";
    if (file || wanted) await scanned.setInputFiles(scan(file ?? "văn bản đã ký.pdf"));
    if (reason) await fill(page, { "Lý do": reason });
  }

  /** Takes a step: its paper, what it asks for beside that, and the sentence that says it is done. */
  async step(person, step, { ask, shot, ...paper } = {}) {
    const site = await this.openStep(person, step);
    await this.fillPaper(site, person, paper);
    if (ask) await ask(site.page);
    if (shot) await this.shot(site, shot);
    await this.press(site, step);
    await this.confirmed(site, `Đã ghi bước “${step}”`);
    return site;
  }

  /** The sentence on top after something was written. */
  async confirmed(site, sentence) {
    const said = await site.page.locator("[data-flash]").textContent({ timeout: 3000 }).catch(() => "");
    if (!said.includes(sentence)) {
      const why = (await refusal(site.page).allTextContents()).join(" ").replace(/\s+/g, " ");
      assert.fail(`“${sentence}” was not said; the page says “${said}${why}” at ${site.page.url()}`);
    }
  }

  /** Enters the vouchers of the acceptance, and has somebody else admit them. */
  async vouchers(enters = "ketoan", admits = "thamdinh", shot) {
    const one = await this.desk(enters);
    await one.visit(`${this.project}/vouchers`);
    await this.press(one, "Lập bảng kê từ hóa đơn nghiệm thu");
    await this.confirmed(one, "dòng chứng từ từ hóa đơn nghiệm thu");
    const two = await this.desk(admits);
    await two.visit(`${this.project}/vouchers`);
    if (shot) await this.shot(two, shot);
    await this.press(two, "Ghi kết quả xét chứng từ");
    await this.confirmed(two, "Đã ghi kết quả xét chứng từ");
  }

  /** Ticks every paper of the check-list. */
  async completeDossier(shot) {
    const site = await this.desk("chuyenvien");
    await site.visit(this.project);
    await this.follow(site, "Hồ sơ", site.page.locator(".kc-actions"));
    for (const box of await site.page.getByRole("checkbox", { name: "Đã có trong hồ sơ" }).all()) await box.check();
    await site.page.getByLabel("Bản quét").first().setInputFiles(scan("hồ sơ đề án.pdf"));
    if (shot) await this.shot(site, shot);
    await this.press(site, "Ghi hồ sơ");
  }

  /** Finds every criterion met and concludes so. */
  async appraise(person, level, shot) {
    const site = await this.desk(person);
    await site.visit(this.project);
    await this.follow(site, level);
    const { page } = site;
    for (const select of await page.getByRole("combobox", { name: "Kết quả" }).all()) {
      await select.selectOption({ label: "Đạt" });
    }
    await fill(group(page, "Kết luận"), { "Kết luận": { choose: "ĐẠT" }, "Ý kiến chung": "Máy móc phù hợp với ngành nghề của cơ sở." });
    if (shot) await this.shot(site, shot);
    await this.press(site, "Ghi kết quả");
  }
}

/** Enters an establishment; answers with the address of its page. */
export async function enterEstablishment(office, person, { name, taxCode, commune, industry }) {
  const site = await office.desk(person);
  await site.visit("/establishments/new");
  await fill(site.page, {
    "Tên cơ sở": name,
    "Loại hình": { choose: "Doanh nghiệp" },
    "Mã số thuế": taxCode,
    "Ngành sản xuất chính (VSIC)": industry,
    "Là doanh nghiệp nhỏ và vừa": { choose: "Có" },
    "Xã, phường, đặc khu": commune,
    "Số nhà, đường, ấp (thôn)": "Tổ 4, ấp Phước Hữu",
  });
  await office.press(site, "Thêm cơ sở");
  await office.confirmed(site, "Đã thêm cơ sở");
  return new URL(site.page.url()).pathname;
}

/** Enters the need of an establishment for a machine; answers with the address of its sheet. */
export async function enterNeed(office, person, { establishment, activity = "A3b", title, cost, own, wanted, of = year, met = today }) {
  const site = await office.desk(person);
  await site.visit("/needs/new");
  await fill(site.page, {
    "Cơ sở": { type: establishment.slice(0, 24), pick: establishment },
    "Nội dung khuyến công": { choose: ACTIVITIES[activity] },
    "Máy móc hoặc hoạt động mong muốn": title,
    "Mô tả, lý do": "Thay máy cũ, giảm hao hụt tôn và tăng độ chính xác.",
    "Tổng chi phí dự kiến": cost,
    "Vốn tự có": own,
    "Đề nghị hỗ trợ": wanted,
    "Năm cần hỗ trợ": of,
    "Ngày gặp, nhận phiếu": met,
    "Người gặp": "Đặng Thị Lệ Thủy",
  });
  await office.press(site, "Ghi phiếu nhu cầu");
  return new URL(site.page.url()).pathname;
}

/** Draws up a project from a need, as the officer; the office then has it in hand. */
export async function drawUp(office, need, scope, drafted) {
  const site = await office.desk("chuyenvien");
  await site.visit(need);
  await office.follow(site, "Lập đề án từ nhu cầu");
  await fill(site.page, {
    "Nguồn kinh phí": { choose: scope },
    "Sự cần thiết": "Cơ sở đang cắt tôn bằng máy thủ công, độ chính xác thấp.",
    "Mục tiêu": "Nâng sản lượng thêm 30 % và giảm tai nạn lao động.",
  });
  if (drafted) await fill(site.page, { "Ngày lập": drafted });
  await office.press(site, "Ghi và lập dự toán");
  office.project = new URL(site.page.url()).pathname.replace(/\/costs$/, "");
  return site;
}

/** Enters the estimate: one machine, part of it from the promotion money. */
export async function estimate(office, site, { title, price, source, asked }) {
  await fill(group(site.page, "Khoản chi 1"), {
    "Tên khoản chi": title,
    "Đơn vị tính": "máy",
    "Số lượng": "1",
    "Đơn giá": price,
    [source]: asked,
    "Vốn đối ứng": "",
  });
  await office.press(site, "Ghi dự toán");
}

/** Puts a task into the plan of the year, which is entered first when nobody has done so. */
export async function enterPlan(office, person, { scope, province, title, task }) {
  const site = await office.desk(person);
  await site.visit(`/plans?year=${year}`);
  const plans = site.page.getByRole("row").filter({ hasText: scope }).getByRole("link");
  if (await plans.count()) {
    await office.follow(site, await plans.first().innerText());
  } else {
    await site.visit("/plans/new");
    await fill(site.page, {
      "Nguồn kinh phí": { choose: scope },
      "Năm": year,
      "Tên kế hoạch": title,
      "Số văn bản phê duyệt": "118/QĐ-SCT",
      "Ngày văn bản": today,
    });
    if (province) await fill(site.page, { "Tỉnh, thành phố": province });
    await office.press(site, "Ghi kế hoạch");
  }
  await fill(site.page, { "Nhiệm vụ": task, "Nội dung khuyến công": { choose: ACTIVITIES.A3b } });
  await office.press(site, "Thêm nhiệm vụ");
}

/** The first sum under the table of money, by its column heads. */
export async function totals(page) {
  const table = page.getByRole("table").first();
  const heads = await table.locator("thead th").allTextContents();
  const cells = await table.locator("tfoot tr").first().locator("th, td").allTextContents();
  return Object.fromEntries(heads.map((head, i) => [head.trim(), cells[i]?.trim()]));
}

/** The money in the right column of a project's page: { "Kế hoạch": "300.000.000 đ", … }. */
export async function moneyAtAGlance(page) {
  const list = page.getByRole("complementary", { name: "Kinh phí khuyến công" }).locator("dl");
  const labels = await list.locator("dt").allInnerTexts();
  const values = await list.locator("dd").allInnerTexts();
  return Object.fromEntries(labels.map((label, i) => [label, values[i].replace(/\s+/g, " ")]));
}

/** Every movement of a source in the ledger, in order: "Tạm ứng 120.000.000". */
export async function ledger(page, source) {
  const card = page.locator(".kc-card", { has: page.getByRole("heading", { name: "Sổ ghi từng khoản" }) });
  const rows = card.locator("tbody tr").filter({ has: page.getByRole("cell", { name: source, exact: true }) });
  const texts = await rows.evaluateAll((found) =>
    found.map((row) => `${row.cells[1].innerText.split("\n")[0].trim()} ${row.cells[4].textContent.trim()}`),
  );
  return texts;
}

/** What is delivered: one machine with its serial number and its invoice. */
export async function machine(page, { name, serial, price }) {
  await fill(group(page, "Máy móc, kết quả 1"), {
    "Tên": name,
    "Mẫu mã": "LF-3015",
    "Số sê-ri": serial,
    "Hãng": "Bodor",
    "Xuất xứ": "Trung Quốc",
    "Năm sản xuất": year,
    "Số lượng": "1",
    "Đơn giá": price,
    "Số hóa đơn": `HĐ ${serial}`,
    "Ngày hóa đơn": today,
  });
}

/** What came of a class: its learners, and the invoice of its cost. */
export async function learners(page, { name, enrolled, finished, price }) {
  await fill(group(page, "Lớp, nhóm học viên 1"), {
    "Tên": name,
    "Học viên nhập học": enrolled,
    "Hoàn thành khóa học": finished,
    "Được cấp chứng chỉ": finished,
    "Chi phí thực hiện lớp": price,
    "Số hóa đơn": `HĐ ${name}`,
    "Ngày hóa đơn": today,
  });
}

/** What was seen at a visit after the support. */
export async function visit(page) {
  await fill(page, {
    "Máy móc được hỗ trợ": { choose: "Đang dùng thường xuyên" },
    "Lao động": "25",
    "Doanh thu một năm": "3000000000",
  });
}

/** What a report on the progress says beside its paper. */
export async function progress(page) {
  await fill(page, { "Mức hoàn thành": "60", "Việc đã làm": "Đã ký hợp đồng mua máy, chuẩn bị xong mặt bằng và điện." });
}

/** What came out, in the final report. */
export async function results(page) {
  await fill(group(page, "Kết quả 1"), { "Chỉ tiêu": "Máy móc được hỗ trợ", "Đơn vị": "máy", "Kế hoạch": "1", "Thực hiện": "1" });
}

/** How many establishments got a machine this year, by the yearly report. */
export async function supportedThisYear(office) {
  const site = await office.desk("giamdoc");
  await site.visit(`/reports/yearly?year=${year}`);
  const row = site.page.getByRole("row", { name: /^Cơ sở được hỗ trợ ứng dụng máy móc/ });
  return Number(await row.getByRole("cell").nth(0).innerText());
}
