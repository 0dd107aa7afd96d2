import { build } from 'esbuild';

const folder = 'src/graph/page/browser';

/** The script and the style of the page that `tracing graph --format html` writes, as `imports/page.json` has them. */
export async function pageText(): Promise<string> {
  const [script, style] = await Promise.all([bundled('main.ts'), bundled('style.css')]);
  return `${JSON.stringify({ script, style }, undefined, 2)}\n`;
}

async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${folder}/${file}`],
    bundle: true,
    minify: true,
    format: 'iife',
    // what all large browsers have had since 2022
    target: ['chrome105', 'firefox105', 'safari16'],
    charset: 'ascii',
    write: false,
    logLevel: 'warning',
  });
  return outputFiles.map(({ text }) => text.trimEnd()).join('');
}
