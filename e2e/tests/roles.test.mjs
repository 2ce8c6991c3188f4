import assert from "node:assert/strict";
import { test } from "node:test";
import { openSite, people } from "../support/browser.mjs";

/** Where the main menu of this person leads. */
function menu(site) {
  const links = site.page.getByRole("navigation", { name: "Danh mục chính" }).getByRole("link");
  return links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
}

/** A page at office width and phone width; pictures are kept once per address. */
const seen = new Set();
async function look(site, path) {
  const response = await site.visit(path);
  assert.equal(response.status(), 200, path);
  assert.equal(await site.page.getByRole("heading", { level: 1 }).count(), 1, `${path} has one h1`);
  const phone = { width: 390, height: 844 };
  if (seen.has(path)) {
    await site.page.setViewportSize(phone);
    const over = await site.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(over <= 0, `${path} scrolls sideways by ${over} px`);
  } else {
    seen.add(path);
    await site.shot(`trang${path.replaceAll("/", "-")}`);
    await site.page.setViewportSize(phone);
    await site.checkAccessibility();
  }
  await site.page.setViewportSize({ width: 1280, height: 800 });
}

test("every entry of every role's menu opens, at a desk and on a phone", async (t) => {
  for (const name of people) {
    await t.test(name, async (t) => {
      const site = await openSite(t, { as: name });
      const paths = await menu(site);
      assert.ok(paths.length >= 4, `${name} has work to do`);
      for (const path of paths) await look(site, path);
    });
  }
});

test("an establishment sees itself and nobody else", async (t) => {
  const officer = await openSite(t, { as: "chuyenvien" });
  await officer.page.goto("/establishments");
  const all = await officer.page.locator("tbody tr[data-href]").evaluateAll((rows) => rows.map((row) => row.dataset.href));

  const own = await openSite(t, { as: "coso" });
  await own.visit("/establishments");
  const rows = own.page.locator("tbody tr[data-href]");
  assert.equal(await rows.count(), 1);
  const mine = await rows.first().getAttribute("data-href");
  assert.equal((await own.visit(mine)).status(), 200);
  await own.shot("co-so-cua-toi");
  const strange = all.find((href) => href !== mine);
  assert.equal((await own.visit(strange)).status(), 404);
  assert.equal((await own.visit(`${strange}/edit`)).status(), 404);

  await own.visit("/projects");
  for (const href of await own.page.locator("tbody tr[data-href]").evaluateAll((all) => all.map((row) => row.dataset.href))) {
    await own.page.goto(href);
    assert.ok(await own.page.locator(`main a[href="${mine}"]`).first().isVisible(), `${href} is a project of theirs`);
  }
  for (const path of ["/reports/yearly", "/accounts", "/audit", "/plans"]) {
    assert.equal((await own.visit(path)).status(), 403, path);
  }
});

const mainPages = [
  "/",
  "/establishments",
  "/establishments/new",
  "/projects",
  "/norms",
  "/ceiling",
  "/dashboard?year=2022",
  "/reports/yearly?unit=77&year=2022",
  "/meetings",
];

test("the main pages are readable in the dark", async (t) => {
  const site = await openSite(t, { as: "giamdoc", colorScheme: "dark" });
  for (const path of mainPages) {
    await site.visit(path);
    await site.shot(`toi${path.replaceAll(/[^a-z0-9]+/g, "-")}`);
  }
  await site.visit("/projects?state=follow_up");
  await site.page.locator("tbody a").first().click();
  await site.checkAccessibility();
  await site.shot("toi-de-an");
});

test("the main pages speak English without a word of Vietnamese around the data", async (t) => {
  const site = await openSite(t, { as: "giamdoc" });
  await site.page.getByRole("link", { name: "English" }).click();
  for (const path of mainPages) {
    await site.visit(path);
    assert.equal(await site.page.locator("html").getAttribute("lang"), "en");
    const words = await site.page.locator("h1, h2, h3, th[scope=col], button, nav a, .form-label, .kc-stat-label, legend").allTextContents();
    const left = words.filter((word) => /[đăâêôơưĐ]/i.test(word) && !/Bà Rịa|\(đ\)/.test(word));
    assert.deepEqual(left, [], path);
    await site.shot(`en${path.replaceAll(/[^a-z0-9]+/g, "-")}`);
  }
});
