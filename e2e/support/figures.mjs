// The figures of a year's money, as the pages that show them say.

import assert from "node:assert/strict";
import { moneyAtAGlance } from "./office.mjs";

/** The cells of a row of a report's first table, by the heads of its columns. */
export async function reportRow(site, address, name) {
  await site.visit(address);
  const table = site.page.getByRole("table").first();
  const heads = (await table.locator("thead th").allTextContents()).map((head) => head.trim());
  const row = table.getByRole("row").filter({ hasText: name }).first();
  const cells = (await row.count()) ? await row.locator("th, td").allTextContents() : [];
  return Object.fromEntries(heads.map((head, i) => [head, cells[i]?.trim().replace(/\s+/g, " ")]));
}

export const dong = (text) => Number((text ?? "").replaceAll(".", "").replace(/\D/g, ""));

export const FIGURES = ["Kế hoạch", "Được giao", "Hợp đồng", "Tạm ứng", "Nghiệm thu", "Quyết toán", "Thanh toán", "Thu hồi"];

/** The figures of a year's plan: of its projects, its ledger row, its own page and its settlement. */
export async function planAgrees(site, { plan, name, of, projects }) {
  const id = plan.split("/").pop();
  const ledger = await reportRow(site, `/ledger?year=${of}&by=plan&plan=${id}`, name);
  const sums = Object.fromEntries(FIGURES.map((figure) => [figure, 0]));
  for (const project of projects) {
    await site.visit(project);
    const said = await moneyAtAGlance(site.page);
    for (const figure of FIGURES) sums[figure] += dong(said[figure]);
  }
  for (const figure of FIGURES) assert.equal(dong(ledger[figure]), sums[figure], `${figure}: ledger and projects of ${name}`);

  await site.visit(plan);
  const table = site.page.getByRole("table").first();
  const heads = (await table.locator("thead th").allTextContents()).map((head) => head.trim());
  const taken = heads.indexOf("Đã giao đề án (đ)");
  let given = 0;
  for (const row of await table.locator("tbody tr").all()) given += dong(await row.locator("td").nth(taken).textContent());
  assert.equal(given, sums["Được giao"], `plan and projects of ${name}`);

  const settlement = await reportRow(site, `/settlements?year=${of}&plan=${id}`, "Cộng");
  const [more, less] = [["Được giao", "Điều chỉnh"], ["Hủy", "Chuyển nguồn, năm sau"]];
  const signed = (text) => dong(text) * (/^[-−–]/.test(text ?? "") ? -1 : 1);
  const allotted = more.reduce((sum, head) => sum + signed(settlement[head]), 0) - less.reduce((sum, head) => sum + signed(settlement[head]), 0);
  assert.equal(allotted, sums["Được giao"], `settlement of ${name}: allotted`);
  for (const figure of ["Tạm ứng", "Nghiệm thu", "Quyết toán"]) {
    assert.equal(dong(settlement[figure]), sums[figure], `settlement of ${name}: ${figure}`);
  }
  return sums;
}
