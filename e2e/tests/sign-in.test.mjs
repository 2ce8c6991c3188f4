import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite, people } from "../support/browser.mjs";

test("the sign-in page reads well in both languages", async (t) => {
  const site = await openSite(t);
  await site.visit("/sign-in");
  assert.equal(await site.page.locator("html").getAttribute("lang"), "vi");
  await site.shot("dang-nhap");
  await site.page.getByRole("link", { name: "English" }).click();
  assert.equal(await site.page.locator("html").getAttribute("lang"), "en");
  await site.checkAccessibility();
});

test("every person of the demonstration signs in to a page of their own", async (t) => {
  for (const name of people) {
    await t.test(name, async (t) => {
      const site = await openSite(t, { as: name });
      await site.checkAccessibility();
      assert.ok(await site.page.getByRole("navigation").first().isVisible());
    });
  }
});

test("a wrong password gets a sentence and keeps the name", async (t) => {
  const site = await openSite(t);
  await site.page.goto("/sign-in");
  await site.page.locator("input[name=username]").fill("chuyenvien");
  await site.page.locator("input[name=password]").fill("sai mật khẩu");
  await site.page.locator("form:has(input[name=password]) [type=submit]").click();
  await site.page.locator("[role=alert], .kc-field-error").first().waitFor();
  assert.equal(await site.page.locator("input[name=username]").inputValue(), "chuyenvien");
  await site.checkAccessibility();
});

test("signing in works without script", async (t) => {
  const site = await openSite(t, { javaScriptEnabled: false });
  await site.signIn("chuyenvien");
  assert.ok(await site.page.getByRole("heading", { level: 1 }).isVisible());
});

test("a new password of one's own ends the sessions elsewhere", async (t) => {
  const here = await openSite(t, { as: "congtacvien" });
  const elsewhere = await openSite(t, { as: "congtacvien" });
  const { page } = here;
  await here.visit("/");
  await page.locator(".kc-user-name").click();
  await page.getByRole("link", { name: "Đổi mật khẩu" }).click();
  // Password fields have no role to be found by.
  const type = async (current, fresh) => {
    await page.getByLabel("Mật khẩu hiện nay").fill(current);
    await page.getByLabel("Mật khẩu mới", { exact: false }).first().fill(fresh);
    await page.getByLabel("Gõ lại mật khẩu mới").fill(fresh);
    await Promise.all([
      page.waitForEvent("load"),
      page.getByRole("button", { name: "Đổi mật khẩu" }).click(),
    ]);
  };
  await type("không phải", "cá kho làng Vũ Đại");
  assert.match(await page.getByRole("alert").innerText(), /Mật khẩu hiện nay: Mật khẩu hiện nay chưa đúng/);
  await here.checkAccessibility();
  await here.shot("doi-mat-khau");
  // The same again, so that the demonstration stays as it is.
  await type("khuyencong", "khuyencong");
  assert.match(await page.locator("[data-flash]").innerText(), /Đã đổi mật khẩu/);
  await elsewhere.page.goto("/establishments");
  assert.equal(new URL(elsewhere.page.url()).pathname, "/sign-in");
});
