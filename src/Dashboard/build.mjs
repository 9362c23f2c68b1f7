// Makes dashboard.html: script and style sheet in one page. The same sources and packages give the same bytes.
import { build } from "esbuild";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = new URL(".", import.meta.url);
const out = process.argv[2] ?? fileURLToPath(new URL("dashboard.html", here));
const bundled = await build({
  absWorkingDir: fileURLToPath(here), entryPoints: ["src/main.tsx"], outdir: "out", bundle: true, minify: true, write: false,
  format: "iife", target: ["es2022", "chrome111", "firefox113", "safari16.4"], jsx: "automatic", jsxImportSource: "preact",
  banner: { js: "/* With Preact, (c) 2015-present Jason Miller, and uPlot, (c) 2022 Leon Sorokin: MIT licence. */" },
  charset: "utf8", legalComments: "none", logLevel: "warning",
});
const text = (ending) => bundled.outputFiles.find((file) => file.path.endsWith(ending)).text.trim();
// Nothing in the script may end the element that it stands in.
const script = text(".js").replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
await writeFile(out, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Chaos.Actors</title>
<style>${text(".css")}</style>
</head>
<body>
<div id="chaos" class="chaos"><noscript>The dashboard needs JavaScript; the API at /api/v1 and the reports do not.</noscript></div>
<script>${script}</script>
</body>
</html>
`);
