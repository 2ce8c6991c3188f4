import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openSite } from "../support/browser.mjs";
import { field, fill, group, pick, refusal, sentenceBeside } from "../support/forms.mjs";
import { today } from "../support/office.mjs";

/** Presses a button and waits for the page that answers. */
async function press(site, name) {
  await Promise.all([
    site.page.waitForEvent("load"),
    site.page.getByRole("main").getByRole("button", { name, exact: true }).click(),
  ]);
}

/** Keeps names apart when the tests run again on the same data. */
const run = Date.now() % 1_000_000;

/** How many establishments the list counts. */
async function establishments(site) {
  const { page } = site;
  await page.goto("/establishments");
  const words = await page.getByText(/trong [\d.]+$/).textContent();
  return words.split(" ").at(-1);
}

/** A form of an establishment that would be taken, with some values changed. */
async function enter(site, changed) {
  await site.page.goto("/establishments/new");
  await fill(site.page, {
    "Tên cơ sở": "Hợp tác xã Muối ớt Đất Đỏ Nguyễn Thị Kiều",
    "Loại hình": { choose: "Hợp tác xã" },
    "Ngành sản xuất chính (VSIC)": "10620",
    "Xã, phường, đặc khu": { type: "binh chau", pick: "Xã Bình Châu, Thành phố Hồ Chí Minh" },
    ...changed,
  });
  await press(site, "Thêm cơ sở");
}

/** A draft of the demonstration, opened by the officer. */
async function openDraft(site, number = 0) {
  const { page } = site;
  await page.goto("/projects?state=draft&scope=kcdp");
  await page.locator("tbody a").nth(number).click();
  await page.waitForURL(/\/projects\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

const wrongFacts = [
  ["a malformed tax code", { "Mã số thuế": "35001" }, "Mã số thuế", /^Mã số thuế cần 10 số/],
  ["the tax code of another establishment", { "Mã số thuế": "9900000007" }, "Mã số thuế", /^Mã số thuế này đã có ở cơ sở .+ 007/],
  ["a commune that does not exist", { "Xã, phường, đặc khu": "Xã Không Có Thật" }, "Xã, phường, đặc khu", /./],
  [
    "a commune that ended",
    { "Xã, phường, đặc khu": { type: "bình châu", pick: "Xã Bình Châu, Huyện Xuyên Mộc" } },
    "Xã, phường, đặc khu",
    /hết hiệu lực từ 01\/07\/2025; nay là Xã Bình Châu, Thành phố Hồ Chí Minh/,
  ],
  ["an industry outside the list", { "Ngành sản xuất chính (VSIC)": "47110" }, "Ngành sản xuất chính (VSIC)", /47110.*không có trong VSIC/],
  ["no name", { "Tên cơ sở": "" }, "Tên cơ sở", /./],
  ["a day that does not exist", { "Ngày thành lập": "31/02/2020" }, "Ngày thành lập", /Không có ngày 31\/02\/2020/],
];

test("an establishment with a mistake is refused with a sentence beside the field", async (t) => {
  const site = await openSite(t, { as: "chuyenvien" });
  const before = await establishments(site);
  for (const [what, changed, label, sentence] of wrongFacts) {
    await enter(site, changed);
    assert.ok(await refusal(site.page).isVisible(), `${what} is refused`);
    assert.match(await sentenceBeside(site.page, label), sentence, what);
    assert.equal(await field(site.page, label).getAttribute("aria-invalid"), "true", what);
    await site.checkAccessibility();
  }
  await site.shot("sai-co-so");
  assert.equal(await establishments(site), before, "nothing was written");
});

test("the sentence is English for those who read English", async (t) => {
  const site = await openSite(t, { as: "chuyenvien" });
  await site.page.getByRole("link", { name: "English" }).click();
  await site.page.goto("/establishments/new");
  await fill(site.page, { "Tax code": "35001" });
  await press(site, "Add");
  assert.match(await sentenceBeside(site.page, "Tax code"), /^A tax code has 10 digits/);
  await site.checkAccessibility();
});

test("a summary leads to the field that was refused", async (t) => {
  const site = await openSite(t, { as: "chuyenvien" });
  await enter(site, { "Mã số thuế": "35001" });
  const { page } = site;
  assert.ok(await refusal(page).evaluate((box) => box === document.activeElement), "the summary has the focus");
  await refusal(page).getByRole("link").first().click();
  const focused = await page.evaluate(() => document.activeElement?.getAttribute("name"));
  assert.equal(focused, "tax_code");
});

test("a ward of a centrally-run city is refused after 15/10/2025 outside a craft village", async (t) => {
  const site = await openSite(t, { as: "chuyenvien" });
  const { page } = site;
  await enter(site, {
    "Tên cơ sở": `Cơ sở Chế biến hải sản khô Thắng Nhất ${run}`,
    "Xã, phường, đặc khu": { type: "phuong vung tau", pick: "Phường Vũng Tàu, Thành phố Hồ Chí Minh" },
    "Là doanh nghiệp nhỏ và vừa": { choose: "Có" },
  });
  await page.waitForURL(/\/establishments\/[0-9a-f-]{36}/);
  await page.goto("/projects/new");
  await fill(page, {
    "Tên đề án": "Hỗ trợ máy sấy lạnh hải sản tại phường Vũng Tàu",
    "Nội dung khuyến công": { choose: await machines(page) },
    "Ngày lập": today,
  });
  await pick(page, "Cơ sở thụ hưởng 1", `hai san kho thang nhat ${run}`, `Thắng Nhất ${run}`);
  await press(site, "Ghi và lập dự toán");
  const sentence = await sentenceBeside(page, "Cơ sở thụ hưởng 1");
  assert.match(sentence, /Thắng Nhất \d+ chưa đủ điều kiện: .*phường/);
  assert.match(sentence, /làng nghề/);
  await site.checkAccessibility();
  await site.shot("sai-phuong-thanh-pho");
  await page.goto("/projects?q=may+say+lanh+hai+san+tai+phuong+vung+tau");
  assert.equal(await page.locator("tbody tr").count(), 0, "nothing was written");
});

/** The label of the machine activity among the choices. */
async function machines(page) {
  const options = await field(page, "Nội dung khuyến công").locator("option").allTextContents();
  return options.find((text) => text.includes("máy móc"));
}

test("amounts over the line, and one item from two budgets, are refused beside the amount", async (t) => {
  const site = await openSite(t, { as: "chuyenvien" });
  const { page } = site;
  const project = await openDraft(site);
  await page.goto(`${project}/costs`);
  const line = group(page, "Khoản chi 1");
  const support = await field(line, "Khuyến công địa phương").inputValue();

  await fill(line, { "Khuyến công địa phương": "999.000.000" });
  await press(site, "Ghi dự toán");
  assert.match(await refusal(page).innerText(), /999\.000\.000|thành tiền/i);
  await site.checkAccessibility();

  await page.goto(`${project}/costs`);
  await fill(line, { "Ngân sách khác": "50.000.000", "Vốn đối ứng": "" });
  await press(site, "Ghi dự toán");
  assert.match(await sentenceBeside(line, "Ngân sách khác"), /chỉ được một nguồn ngân sách/);
  await site.shot("sai-hai-nguon");

  await page.goto(`${project}/costs`);
  assert.equal(await field(line, "Khuyến công địa phương").inputValue(), support, "nothing was written");
});

test("a step without its paper is refused, and the state stays", async (t) => {
  const site = await openSite(t, { as: "giamdoc" });
  const { page } = site;
  const project = await openDraft(site);
  await page.goto(`${project}/registration`);
  const step = (await page.getByRole("heading", { level: 1 }).textContent()).trim();
  await page.locator("main form button[type=submit]").click();
  await refusal(page).waitFor();
  for (const label of ["Số, ký hiệu", "Ngày ký", "Người ký"]) {
    assert.notEqual(await sentenceBeside(page, label), "", `${step}: ${label}`);
  }
  await site.checkAccessibility();
  await site.shot("sai-thieu-van-ban");
  await page.goto("/projects?state=draft");
  assert.ok(await page.locator(`a[href="${project}"]`).first().isVisible(), "it is still a draft");
});

test("a step that the role or the state does not allow is refused with the reason", async (t) => {
  const officer = await openSite(t, { as: "chuyenvien" });
  const project = await openDraft(officer);
  const refused = await officer.visit(`${project}/payment`);
  assert.ok(refused.status() >= 400 && refused.status() < 500);
  assert.match(await officer.page.getByRole("main").innerText(), /Đề án đang ở “.+”; vai trò của bạn chưa làm được bước “.+”/);
  await officer.shot("sai-buoc");

  const accountant = await openSite(t, { as: "ketoan" });
  const early = await accountant.visit(`${project}/registration`);
  assert.ok(early.status() >= 400 && early.status() < 500);
  const other = await accountant.visit("/needs/new");
  assert.equal(other.status(), 403);
});

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

test("a file of another type than it says is refused beside the field", async (t) => {
  const site = await openSite(t, { as: "giamdoc" });
  const { page } = site;
  const project = await openDraft(site);
  await page.goto(`${project}/registration`);
  await fill(page, { "Số, ký hiệu": "31/TTKC-NV", "Ngày ký": today, "Người ký": "Trần Đức Thịnh" });
  await page.getByLabel("Bản quét hoặc tệp ký số").setInputFiles({ name: "quyết định.pdf", mimeType: "application/pdf", buffer: png });
  await page.locator("main form button[type=submit]").click();
  await refusal(page).waitFor();
  assert.match(await refusal(page).innerText(), /“quyết định\.pdf” không đúng loại tệp/);
  await site.checkAccessibility();
});

test("a file above 20 MB is refused by the page before it is sent, and by the server", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "khuyencong-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const big = join(folder, "bản quét.pdf");
  writeFileSync(big, Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(25 << 20)]));

  const site = await openSite(t, { as: "giamdoc" });
  const project = await openDraft(site);
  await site.page.goto(`${project}/registration`);
  await site.page.getByLabel("Bản quét hoặc tệp ký số").setInputFiles(big);
  await site.page.locator(".kc-field-error", { hasText: "lớn hơn mức 20 MB" }).waitFor();
  await site.checkAccessibility();

  const plain = await openSite(t, { as: "giamdoc", javaScriptEnabled: false });
  await plain.page.goto(`${project}/registration`);
  await fill(plain.page, { "Số, ký hiệu": "31/TTKC-NV", "Ngày ký": today, "Người ký": "Trần Đức Thịnh" });
  await plain.page.getByLabel("Bản quét hoặc tệp ký số").setInputFiles(big);
  await plain.page.locator("main form button[type=submit]").click();
  await plain.page.getByText(/tối đa 20 MB/).first().waitFor();
});

test("a stale edit shows both versions, and writes only what was chosen", async (t) => {
  const [first, second] = [await openSite(t, { as: "chuyenvien" }), await openSite(t, { as: "giamdoc" })];
  await first.page.goto("/establishments");
  await first.page.locator("tbody a").first().click();
  const record = new URL(first.page.url()).pathname;
  await Promise.all([first.page.goto(`${record}/edit`), second.page.goto(`${record}/edit`)]);
  await fill(second.page, { "Người đại diện": "Huỳnh Thị Mỹ Duyên" });
  await press(second, "Ghi");
  await fill(first.page, { "Người đại diện": "Đỗ Hoàng Phúc" });
  await press(first, "Ghi");
  await first.page.getByRole("heading", { name: "Hai bản cạnh nhau" }).waitFor();
  const row = first.page.getByRole("row", { name: /Người đại diện/ });
  assert.match(await row.innerText(), /Huỳnh Thị Mỹ Duyên[\s\S]*Đỗ Hoàng Phúc/);
  await first.checkAccessibility();
  await first.shot("hai-ban-canh-nhau");
  await first.page.getByRole("link", { name: "Bỏ phần vừa điền, mở bản mới" }).click();
  assert.equal(await field(first.page, "Người đại diện").inputValue(), "Huỳnh Thị Mỹ Duyên");
});

test("a form sent twice is done once and leads to what it made", async (t) => {
  const site = await openSite(t, { as: "chuyenvien" });
  const { page } = site;
  const sending = page.waitForRequest((request) => request.method() === "POST");
  await enter(site, { "Tên cơ sở": `Hộ kinh doanh Bánh hỏi An Nhứt Lê Thị Sáu ${run}`, "Loại hình": { choose: "Hộ kinh doanh" } });
  await page.waitForURL(/\/establishments\/[0-9a-f-]{36}/);
  const sent = await sending;
  const again = await page.request.post(sent.url(), {
    data: sent.postData(),
    headers: { "content-type": sent.headers()["content-type"] },
  });
  assert.equal(new URL(again.url()).pathname, new URL(page.url()).pathname);
  assert.equal(again.status(), 200);
  await page.goto(`/establishments?q=banh+hoi+an+nhut+le+thi+sau+${run}`);
  assert.equal(await page.locator("tbody tr").count(), 1);
});

test("an unknown address is a page that helps", async (t) => {
  const site = await openSite(t, { as: "chuyenvien" });
  const { page } = site;
  for (const path of ["/khong-co-trang-nay", "/projects/khong-phai-ma", "/establishments/01900000-0000-7000-8000-000000000000"]) {
    const response = await site.visit(path);
    assert.ok([400, 404].includes(response.status()), `${path}: ${response.status()}`);
    assert.ok(await page.getByRole("navigation", { name: "Danh mục chính" }).isVisible(), path);
    assert.ok(await page.getByRole("searchbox").first().isVisible(), path);
    assert.match(await page.getByRole("main").innerText(), /[Đđ]ịa chỉ/, path);
  }
  await site.shot("khong-tim-thay");
});
