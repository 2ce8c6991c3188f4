import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite } from "../support/browser.mjs";
import { field, fill, refusal, sentenceBeside } from "../support/forms.mjs";

/** A day so many days from now, dd/MM/yyyy in Hà Nội. */
function day(ahead) {
  const at = new Date(Date.now() + ahead * 86_400_000);
  return new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh" }).format(at);
}

/** Gives a task to somebody of the Centre and opens it; answers with its address. */
async function give(site, title, person, due) {
  await site.visit("/tasks/new");
  const people = field(site.page, "Người làm");
  const options = await people.locator("option").allTextContents();
  const label = options.find((text) => text.startsWith(person));
  assert.ok(label, `${person} among ${options}`);
  await fill(site.page, { "Tên nhiệm vụ": title, "Người làm": { choose: label }, "Hạn hoàn thành": due });
  await site.page.getByRole("button", { name: "Ghi nhiệm vụ" }).click();
  await site.page.getByRole("heading", { level: 1, name: title }).waitFor();
  return new URL(site.page.url()).pathname;
}

test("a task is given, told, reported on, blocked, untied and done", async (t) => {
  const head = await openSite(t, { as: "giamdoc" });
  const title = "Kiểm tra hiện trường trước nghiệm thu";
  const path = await give(head, title, "Chuyên viên phòng Nghiệp vụ", day(5));
  await head.checkAccessibility();

  const officer = await openSite(t, { as: "chuyenvien" });
  await officer.visit("/");
  await officer.page.getByRole("link", { name: title }).waitFor();
  await officer.page.getByRole("link", { name: /nhắc việc chưa đọc/ }).click();
  await officer.checkAccessibility();
  await officer.page.getByRole("row").filter({ hasText: title }).getByRole("button").click();
  await officer.page.waitForURL(`**${path}`);

  await fill(officer.page, { "Trạng thái": { choose: "đang làm" }, "Tiến độ": "100" });
  await officer.page.getByRole("button", { name: "Ghi tiến độ" }).click();
  await refusal(officer.page).waitFor();
  assert.match(await sentenceBeside(officer.page, "Tiến độ"), /đã xong/);
  await fill(officer.page, { "Tiến độ": "40", "Đã làm gì, việc tiếp theo": "Đã đi một cơ sở" });
  await officer.page.getByRole("button", { name: "Ghi tiến độ" }).click();
  await officer.page.getByText("Đã ghi tiến độ.").waitFor();

  await officer.page.getByRole("link", { name: "Ghi vướng mắc" }).click();
  await fill(officer.page, {
    "Vướng mắc": "Cơ sở chưa lắp xong máy",
    "Cơ quan, đơn vị ngoài": "Cơ sở thụ hưởng",
    "Hạn gỡ": day(3),
  });
  await officer.checkAccessibility();
  await officer.page.getByRole("button", { name: "Ghi vướng mắc" }).click();
  await officer.page.getByText("Đã ghi vướng mắc.").waitFor();

  await head.visit("/tasks/board");
  const blocked = head.page.getByRole("region", { name: "Đang vướng" });
  await blocked.getByRole("link", { name: title }).waitFor();
  await head.shot("bang-nhiem-vu");

  await officer.page.getByRole("link", { name: "Ghi cách gỡ" }).click();
  await fill(officer.page, { "Đã gỡ bằng cách nào": "Máy đã lắp xong" });
  await officer.page.getByRole("button", { name: "Ghi đã gỡ" }).click();
  await officer.page.getByText("Đã ghi cách gỡ vướng mắc.").waitFor();
  await fill(officer.page, { "Trạng thái": { choose: "đã xong" } });
  await officer.page.getByRole("button", { name: "Ghi tiến độ" }).click();
  await officer.page.getByText("Đã ghi tiến độ.").waitFor();
  await head.visit("/tasks?state=done");
  await head.page.getByRole("link", { name: title }).waitFor();
});

test("tasks that wait for each other in a circle are refused with their names", async (t) => {
  const head = await openSite(t, { as: "giamdoc" });
  const first = await give(head, "Vòng một", "Chuyên viên phòng Nghiệp vụ", day(8));
  const second = await give(head, "Vòng hai", "Chuyên viên phòng Nghiệp vụ", day(9));
  const wait = async (path, other) => {
    await head.visit(path);
    const label = "Thêm nhiệm vụ phải xong trước";
    const options = await field(head.page, label).locator("option").allTextContents();
    await fill(head.page, { [label]: { choose: options.find((text) => text.startsWith(other)) } });
    await head.page.getByRole("button", { name: "Thêm", exact: true }).click();
  };
  await wait(second, "Vòng một");
  await head.page.getByText("Đã ghi nhiệm vụ phải xong trước.").waitFor();
  await wait(first, "Vòng hai");
  await refusal(head.page).filter({ hasText: "“Vòng hai” → “Vòng một”" }).waitFor();
  await head.checkAccessibility();
});

test("what is due is narrowed, counted and exported", async (t) => {
  const site = await openSite(t, { as: "giamdoc" });
  await site.visit("/obligations?standing=all");
  const all = await site.page.locator("tbody tr").count();
  assert.ok(all > 0, "the demonstration owes something");
  await fill(site.page, { "Loại nghĩa vụ": { choose: "Nhiệm vụ" } });
  await site.page.getByRole("button", { name: "Lọc" }).click();
  await site.page.waitForURL(/kind=task/);
  const tasks = await site.page.locator("tbody tr").count();
  assert.ok(tasks > 0 && tasks < all);
  const waiting = site.page.waitForEvent("download");
  await site.page.getByRole("link", { name: "Xuất Excel" }).click();
  const file = await waiting;
  assert.match(file.suggestedFilename(), /\.xlsx$/);
});

test("a calendar opens under its secret address until the address is renewed", async (t) => {
  const site = await openSite(t, { as: "chuyenvien" });
  await site.visit("/reminders/settings");
  const make = async (name) => {
    await site.page.getByRole("button", { name }).click();
    const link = site.page.getByRole("status").getByRole("link");
    return link.getAttribute("href");
  };
  const old = await make("Tạo địa chỉ lịch");
  await site.checkAccessibility();
  const stranger = await openSite(t);
  const answer = await stranger.page.request.get(old);
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()["content-type"], /^text\/calendar/);
  const text = await answer.text();
  assert.match(text, /^BEGIN:VCALENDAR\r\n/);
  assert.match(text, /BEGIN:VEVENT/);
  const renewed = await make("Đổi địa chỉ lịch");
  assert.notEqual(renewed, old);
  assert.equal((await stranger.page.request.get(old)).status(), 404);
  assert.equal((await stranger.page.request.get(renewed)).status(), 200);
});
