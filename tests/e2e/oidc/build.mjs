// Bundles the provider into tests/e2e/vendor/, with the licences of what it is made of. Node alone runs it then.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../vendor");

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["source/main.js"],
  outfile: join(out, "oidc-provider.mjs"),
  bundle: true,
  minify: true,
  keepNames: true, // the provider finds what it stored by the names of its classes
  platform: "node",
  format: "esm",
  target: "node18",
  legalComments: "none",
  // Some of its packages are CommonJS and ask for Node's own modules by `require`.
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
  metafile: true,
});

const folders = new Set();
for (const path of Object.keys(metafile.inputs)) {
  const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  if (folder) folders.add(folder);
}
const parts = [];
for (const folder of folders) {
  const { name, version, license, author } = JSON.parse(await readFile(join(here, folder, "package.json"), "utf8"));
  const file = (await readdir(join(here, folder))).find((one) => /^licen[cs]e/i.test(one));
  const words = file
    ? await readFile(join(here, folder, file), "utf8")
    : `By ${author?.name ?? author}. The package has no text of its licence.`;
  parts.push(`${name} ${version} (${license})\n\n${words.trim()}\n`);
}
await writeFile(
  join(out, "LICENSES-oidc-provider"),
  ["The provider contains these packages. Their licences follow.\n", ...parts.sort()].join(`\n${"-".repeat(80)}\n\n`),
);
