// Builds src/ into dist/: hashed names, a manifest, and compressed siblings (.br, .gz).
// A file whose content did not change is not rewritten, so that the server is not relinked for nothing.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";
import { safelist } from "./safelist.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const compressible = new Set([".js", ".css", ".svg", ".json"]);
const budget = 90 * 1024;

/** Files of dist/ by their path there; filled first, written at the end. */
const output = new Map();
const manifest = {};

function hash(content) {
  return createHash("sha256").update(content).digest("hex").slice(0, 10);
}

function addHashed(name, content) {
  const ext = extname(name);
  const hashed = `${basename(name, ext)}.${hash(content)}${ext}`;
  output.set(hashed, Buffer.from(content));
  manifest[name] = hashed;
}

async function script(name, entry) {
  const built = await esbuild.build({
    entryPoints: [join(here, entry)],
    bundle: true,
    format: "iife",
    target: "es2022",
    minify: true,
    legalComments: "none",
    write: false,
    outdir: dist,
  });
  addHashed(name, built.outputFiles[0].contents);
}

async function styles(name, entry) {
  const built = await esbuild.build({
    entryPoints: [join(here, entry)],
    bundle: true,
    write: false,
    outdir: dist,
    assetNames: "fonts/[name].[hash]",
    // .woff is for browsers that lack everything else this page needs.
    loader: { ".woff2": "file", ".woff": "empty" },
    external: ["data:*"],
  });
  let css = "";
  for (const file of built.outputFiles) {
    if (file.path.endsWith(".css")) css = file.text;
    else output.set(`fonts/${basename(file.path)}`, Buffer.from(file.contents));
  }
  const [purged] = await new PurgeCSS().purge({
    css: [{ raw: css }],
    content: [
      join(here, "../crates/**/*.{html,rs}"),
      join(here, "src/**/*.ts"),
    ],
    safelist,
    keyframes: true,
    variables: true,
  });
  const small = await esbuild.transform(purged.css, { loader: "css", minify: true, legalComments: "none" });
  addHashed(name, small.code);
}

function images(folder) {
  for (const name of readdirSync(join(here, folder)).sort()) {
    addHashed(name, readFileSync(join(here, folder, name)));
  }
}

function brotli(content) {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
}

function writeIfChanged(path, content) {
  if (existsSync(path) && readFileSync(path).equals(content)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function removeStale(folder, prefix) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) removeStale(join(folder, entry.name), `${path}/`);
    else if (!output.has(path)) rmSync(join(folder, entry.name));
  }
}

await script("app.js", "src/app.ts");
await script("theme.js", "src/theme-first.ts");
await styles("app.css", "src/styles/app.css");
images("src/images");
output.set("manifest.json", Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));

let page = 0;
for (const [path, content] of [...output]) {
  if (!compressible.has(extname(path)) || path === "manifest.json") continue;
  const packed = brotli(content);
  output.set(`${path}.br`, packed);
  output.set(`${path}.gz`, gzipSync(content, { level: 9 }));
  if ([".js", ".css"].includes(extname(path))) page += packed.length;
}

mkdirSync(dist, { recursive: true });
for (const [path, content] of output) writeIfChanged(join(dist, path), content);
removeStale(dist, "");

const sizes = Object.entries(manifest)
  .map(([name, file]) => `${name} ${(output.get(`${file}.br`).length / 1024).toFixed(1)}`)
  .join(", ");
process.stderr.write(`ui: ${sizes}; script and styles ${(page / 1024).toFixed(1)} KB of ${budget / 1024} (brotli)\n`);
if (page > budget) {
  process.stderr.write("ui: a page's script and styles are over the budget\n");
  process.exitCode = 1;
}
