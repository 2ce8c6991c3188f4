// What a project goes through, as people of a province and of the agency walk it.

import assert from "node:assert/strict";
import { fill, group } from "./forms.mjs";
import { machine, moneyAtAGlance, results, today } from "./office.mjs";

/** From the draft to the allotment of a local project. */
export async function throughLocalAppraisal(seat, line) {
  await seat.step("giamdoc", "Đăng ký kế hoạch");
  await seat.completeDossier();
  await seat.step("giamdoc", "Nộp hồ sơ thẩm định");
  await seat.appraise("thamdinh", "Thẩm định cấp cơ sở");
  await seat.step("thamdinh", "Kết luận đạt");
  await seat.step("thamdinh", "Giao kế hoạch, kinh phí", {
    ask: (page) => fill(page, { "Dòng của kế hoạch năm": { choose: line } }),
  });
}

/** From the allotment to the first day of work. */
export async function start(seat) {
  await seat.step("giamdoc", "Ký hợp đồng");
  await seat.step("chuyenvien", "Bắt đầu thực hiện");
}

/** From the delivery to the settlement. */
export async function finish(seat, { name, serial, price, settler = "ketoan", ask = (page) => machine(page, { name, serial, price }) }) {
  await seat.step("chuyenvien", "Ghi máy móc, kết quả cần nghiệm thu", { ask });
  await seat.step("giamdoc", "Nghiệm thu cơ sở");
  await seat.step("giamdoc", "Báo cáo kết quả", { ask: results });
  await seat.step("giamdoc", "Thanh lý hợp đồng");
  await seat.step("ketoan", "Thanh toán");
  await seat.vouchers();
  await seat.step(settler, "Quyết toán");
}

/** The money of the project in hand, as its page says. */
export async function expectMoney(seat, wanted) {
  const site = await seat.desk("giamdoc");
  await site.visit(seat.project);
  const said = await moneyAtAGlance(site.page);
  for (const [kind, sum] of Object.entries(wanted)) assert.equal(said[kind] ?? "0 đ", sum, `${kind} of ${seat.project}`);
}

/** From the draft to the result of the ministry appraisal. */
export async function throughNationalAppraisal(seat, line) {
  await seat.step("giamdoc", "Đăng ký kế hoạch");
  await seat.completeDossier();
  await seat.step("thamdinh", "Chọn đăng ký với Bộ");
  await seat.step("giamdoc", "Nộp hồ sơ thẩm định");
  await seat.appraise("thamdinh", "Thẩm định cấp cơ sở");
  await seat.step("thamdinh", "Kết luận đạt");
  await seat.step("thamdinh", "Trình Bộ thẩm định");
  await seat.appraise("cuc", "Thẩm định cấp Bộ");
  await seat.step("cuc", "Kết luận đạt");
  await seat.step("cuc", "Giao kế hoạch, kinh phí", {
    ask: (page) => fill(page, { "Dòng của kế hoạch năm": { choose: line } }),
  });
}

/** The people of a province: sign-in name, role, body. */
export const people = (prefix, place) => ({
  chuyenvien: [`${prefix}.chuyenvien`, "Chuyên viên Trung tâm", `Trung tâm Khuyến công ${place}`],
  giamdoc: [`${prefix}.giamdoc`, "Giám đốc Trung tâm", `Trung tâm Khuyến công ${place}`],
  ketoan: [`${prefix}.ketoan`, "Kế toán", `Trung tâm Khuyến công ${place}`],
  thamdinh: [`${prefix}.thamdinh`, "Thẩm định, Sở Công Thương", `Sở Công Thương ${place}`],
});

export const broadcasts = "Chuyên mục truyền hình";

/** Four broadcasts, with their invoice. */
export const broadcast = (invoice, price) => (page) =>
  fill(group(page, "Công việc, sản phẩm 1"), {
    "Tên": broadcasts,
    "Đơn vị tính": "chuyên mục",
    "Số lượng kế hoạch": "4",
    "Số lượng thực hiện": "4",
    "Đơn giá": price,
    "Số hóa đơn": invoice,
    "Ngày hóa đơn": today,
  });
