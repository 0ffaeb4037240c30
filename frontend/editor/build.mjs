// Bundles the editor into static/vendor/editor/, with the licences of what it is made of.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../../static/vendor/editor");

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["source/main.js"],
  outfile: join(out, "editor.min.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022", "safari16"],
  legalComments: "none",
  metafile: true,
});

const names = new Set();
for (const path of Object.keys(metafile.inputs)) {
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  if (name) names.add(name);
}
const parts = ["The editor contains these packages. Their licences follow.\n"];
for (const name of [...names].sort()) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const words = await readFile(join(folder, "LICENSE"), "utf8");
  parts.push(`${name} ${version} (${license})\n\n${words.trim()}\n`);
}
await writeFile(join(out, "LICENSES"), parts.join(`\n${"-".repeat(80)}\n\n`));
