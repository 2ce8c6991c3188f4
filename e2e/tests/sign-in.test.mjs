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
