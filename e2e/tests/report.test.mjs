import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { openSite } from "../support/browser.mjs";

const address = "/reports/yearly?unit=77&year=2022";

/** What the Centre of Bà Rịa – Vũng Tàu published for 2022: row, figure, unit. */
const published = [
  ["Cơ sở được hỗ trợ ứng dụng máy móc, thiết bị tiên tiến", "10", "cơ sở"],
  ["Lớp nâng cao năng lực", "3", "lớp"],
  ["Học viên các lớp nâng cao năng lực", "100", "học viên"],
  ["Lớp tập huấn sản xuất sạch hơn", "1", "lớp"],
  ["Học viên tập huấn sản xuất sạch hơn", "35", "học viên"],
  ["Tập huấn cộng tác viên và cán bộ khuyến công", "có", ""],
  ["Sản phẩm được công nhận cấp tỉnh", "35", "sản phẩm"],
  ["Sản phẩm được công nhận cấp khu vực", "13", "sản phẩm"],
  ["Bản tin khuyến công", "4", "kỳ"],
  ["Tin, bài phát thanh, truyền hình", "240", "tin, bài"],
  ["Cơ sở được hỗ trợ phòng trưng bày", "3", "cơ sở"],
  ["Cơ sở được công bố trên trang thông tin điện tử", "150", "cơ sở"],
];

/** The sum of the quantities behind a figure, over all pages of its list. */
async function sumOfRecords(page) {
  let sum = 0;
  for (;;) {
    const texts = await page.locator("tbody td[data-label='Số lượng']").allTextContents();
    sum += texts.reduce((all, text) => all + Number(text.replaceAll(".", "")), 0);
    const next = page.getByRole("link", { name: "Trang sau" });
    if ((await next.count()) === 0) return sum;
    await next.click();
  }
}

test("the report of 2022 shows the twelve published figures, each open to its records", async (t) => {
  const site = await openSite(t, { as: "chuyenvien" });
  const { page } = site;
  await page.goto("/reports/yearly");
  await page.getByLabel("Tỉnh, thành phố").selectOption({ label: "Tỉnh Bà Rịa - Vũng Tàu" });
  await page.getByLabel("Năm", { exact: true }).selectOption("2022");
  await page.getByRole("button", { name: "Xem báo cáo" }).click();
  await page.getByRole("heading", { level: 1, name: "Báo cáo năm 2022, Tỉnh Bà Rịa - Vũng Tàu" }).waitFor();
  await site.checkAccessibility();
  await site.shot("bao-cao-nam-2022");

  const rows = page.getByRole("table").first().locator("tbody tr").filter({ has: page.getByRole("link") });
  assert.equal(await rows.count(), published.length, "no figure more");
  for (const [number, [label, figure, unit]] of published.entries()) {
    const cells = await rows.nth(number).getByRole("cell").allTextContents();
    const [name, value, counted] = cells.map((text) => text.replace("minh họa", "").trim());
    assert.deepEqual([name, value, counted], [label, figure, unit]);
  }

  for (const [number, [label, figure]] of published.entries()) {
    await page.goto(address);
    await rows.nth(number).getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: label, exact: true }).waitFor();
    await site.checkAccessibility();
    const sum = await sumOfRecords(page);
    if (figure === "có") assert.ok(sum > 0, label);
    else assert.equal(sum, Number(figure), label);
  }
});

test("a figure leads to a record that can be read", async (t) => {
  const site = await openSite(t, { as: "giamdoc" });
  const { page } = site;
  await page.goto(address);
  await page.getByRole("link", { name: "100 học viên: xem bản ghi" }).click();
  await site.shot("bao-cao-nam-ban-ghi");
  await page.locator("tbody a").first().click();
  assert.match(new URL(page.url()).pathname, /^\/trainings\//);
  assert.ok(await page.getByText("minh họa", { exact: true }).first().isVisible(), "invented records say so");
  await site.checkAccessibility();
  await site.shot("lop-dao-tao");
});

/** The lines of a download, one row of its tables each, as a program of its kind reads it. */
function linesOf(kind, path) {
  const run = (program, ...args) => execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 26 });
  const rows = (xml) => xml.replace(/<\/(row|w:tr)>/g, "\n").replace(/<[^>]+>/g, " ");
  if (kind === "PDF") return run("pdftotext", "-layout", path, "-").split("\n");
  const part = kind === "Word" ? "word/document.xml" : "xl/worksheets/sheet1.xml";
  return rows(run("unzip", "-p", path, part)).split("\n");
}

test("Excel, Word and PDF carry the same figures and the mark of illustration", async (t) => {
  const site = await openSite(t, { as: "chuyenvien" });
  const { page } = site;
  await page.goto(address);
  for (const [kind, extension] of [["Excel", ".xlsx"], ["Word", ".docx"], ["PDF", ".pdf"]]) {
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: kind, exact: true }).click();
    const download = await waiting;
    assert.ok(download.suggestedFilename().endsWith(extension), download.suggestedFilename());
    const lines = linesOf(kind, await download.path());
    assert.ok(lines.some((line) => line.includes("Có số liệu minh họa")), kind);
    for (const [label, figure] of published) {
      // A long label goes on in the next line of a PDF; its first seven words stand beside the figure.
      const start = label.split(" ").slice(0, 7).join(" ");
      const found = lines.some((line) => line.includes(start) && line.split(/\s+/).includes(figure));
      assert.ok(found, `${kind}: ${label} ${figure}`);
    }
  }
});

test("a year without results says what to do instead of showing zeros alone", async (t) => {
  const site = await openSite(t, { as: "chuyenvien" });
  await site.visit("/reports/yearly?unit=77&year=2013");
  const main = await site.page.locator("main").innerText();
  assert.match(main, /[Cc]hưa có/);
});
