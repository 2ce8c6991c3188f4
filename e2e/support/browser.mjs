// One Chromium for a test file, one clean context per test.
//
//   const site = await openSite(t);            // a signed-out person
//   const site = await openSite(t, { as: "chuyenvien" });
//   await site.visit("/co-so");                // opens, waits, checks accessibility
//   await site.shot("co-so-danh-sach");        // output/co-so-danh-sach-{1280,390}.png

import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after } from "node:test";
import { chromium } from "playwright-core";

/** Where the server under test answers; xtask sets it. */
export const base = process.env.E2E_URL ?? "http://127.0.0.1:8080";

/** The sign-in names of the demonstration; all share one password. */
export const people = ["chuyenvien", "giamdoc", "thamdinh", "ketoan", "cuc", "congtacvien", "coso", "quantri", "vungnam"];
const password = "khuyencong";

const output = new URL("../output/", import.meta.url).pathname;
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-prefers-reduced-motion",
];

/** The browser to drive: E2E_CHROMIUM, or the first of Debian's usual places. */
function executable() {
  const places = [process.env.E2E_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];
  const found = places.find((place) => place && existsSync(place));
  assert.ok(found, "no Chromium found; install the package chromium or set E2E_CHROMIUM");
  return found;
}

let browser;

async function start() {
  browser ??= await chromium.launch({ executablePath: executable(), args: flags });
  return browser;
}

after(async () => {
  await browser?.close();
});

/**
 * Opens a clean context for one test and closes it when the test ends.
 * Options: as (a name of `people`), lang ("vi" or "en"), colorScheme, viewport, javaScriptEnabled.
 */
export async function openSite(t, options = {}) {
  const { as, lang = "vi", ...context } = options;
  const started = await start();
  const opened = await started.newContext({
    baseURL: base,
    locale: lang === "en" ? "en-GB" : "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    viewport: { width: 1280, height: 800 },
    acceptDownloads: true,
    ...context,
  });
  opened.setDefaultTimeout(10_000);
  const page = await opened.newPage();
  const site = new Site(page);
  t.after(async () => {
    await opened.close();
    assert.deepEqual(site.complaints, [], "the browser console stays silent");
  });
  if (as) await site.signIn(as);
  return site;
}

class Site {
  /** Errors of scripts, of the content policy, and answers of 500 and above. */
  complaints = [];

  constructor(page) {
    this.page = page;
    page.on("pageerror", (error) => this.complaints.push(`script: ${error.message}`));
    page.on("console", (message) => {
      // A refused form or an unknown page is logged by the browser as well; tests ask for those.
      const expected = /status of 4\d\d/.test(message.text());
      if (message.type() === "error" && !expected) this.complaints.push(`console: ${message.text()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 500) this.complaints.push(`${response.status()} ${response.url()}`);
    });
  }

  /** Opens a path and checks its accessibility. */
  async visit(path) {
    const response = await this.page.goto(path);
    await this.checkAccessibility();
    return response;
  }

  async signIn(name) {
    await this.page.goto("/sign-in");
    await this.page.locator("input[name=username]").fill(name);
    await this.page.locator("input[name=password]").fill(password);
    await this.page.locator("form:has(input[name=password]) [type=submit]").click();
    await this.page.waitForURL((url) => url.pathname !== "/sign-in");
  }

  async signOut() {
    await this.page.context().clearCookies();
  }

  /** Fails with the rule, the place and the help text of every axe violation on the page. */
  async checkAccessibility() {
    // Through the debugger's protocol, which the page's content policy does not bind.
    await this.page.evaluate(axeSource);
    const violations = await this.page.evaluate(async () => {
      const result = await globalThis.axe.run(document, { resultTypes: ["violations"] });
      return result.violations.map((v) => ({
        rule: v.id,
        help: v.help,
        places: v.nodes.map((n) => `${n.target.join(" ")}: ${n.failureSummary.replace(/\s+/g, " ")}`),
      }));
    });
    assert.deepEqual(violations, [], `accessibility of ${this.page.url()}`);
  }

  /** The picture on the first screen of the README; UPDATE_SCREENSHOT=1 puts it into docs/. */
  async readmeShot() {
    mkdirSync(output, { recursive: true });
    await this.page.setViewportSize({ width: 1280, height: 800 });
    const file = join(output, "screenshot.png");
    await this.page.screenshot({ path: file });
    if (process.env.UPDATE_SCREENSHOT === "1") {
      copyFileSync(file, new URL("../../docs/screenshot.png", import.meta.url));
    }
  }

  /** Keeps the page as a picture at office and phone width; it must not scroll sideways. */
  async shot(name) {
    mkdirSync(output, { recursive: true });
    const before = this.page.viewportSize();
    for (const [width, height] of [[1280, 800], [390, 844]]) {
      await this.page.setViewportSize({ width, height });
      await this.page.evaluate(() => window.scrollTo(0, 0));
      await this.page.screenshot({ path: join(output, `${name}-${width}.png`), fullPage: true });
      const over = await this.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(over <= 0, `${name} scrolls sideways by ${over} px at ${width} px`);
    }
    if (before) await this.page.setViewportSize(before);
  }
}
