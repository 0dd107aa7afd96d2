import { createHash } from 'node:crypto';
import built from '../../../imports/page.json' with { type: 'json' };
import { xmlAttributes } from '../../upstream/xml.ts';
import { pictureDescription } from '../drawing/descriptions.ts';
import { colours, shapes } from '../drawing/style.ts';
import { draw } from '../drawing/svg.ts';
import type { Graph } from '../graph.ts';
import { describe, type Models } from './describe.ts';

/**
 * The picture as a page that needs nothing beside it, and that asks nothing of any network: its policy lets no other script run than its
 * own.
 *
 * @param models what the picture is of
 */
export async function html(graph: Graph, models: Models): Promise<string> {
  const { width, height, elements, scene } = await draw(graph);
  const contents = describe(graph, scene, models);
  const style = [colours(':root'), shapes(), built.style].join('\n');
  const policy = [
    "default-src 'none'",
    `script-src ${hash(built.script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const svg = xmlAttributes({
    id: 'picture',
    role: 'group',
    'aria-label': pictureDescription(graph),
    viewBox: `0 0 ${width} ${height}`,
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"${xmlAttributes({ content: policy })}>
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tracing stack</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Tracing stack</h1>
<div role="search">
<label for="search">Search</label>
<input id="search" type="search" autocomplete="off" spellcheck="false">
<span id="matches" role="status"></span>
</div>
<div role="toolbar" aria-label="View">
<button type="button" id="out" aria-label="Zoom out">−</button>
<button type="button" id="in" aria-label="Zoom in">+</button>
<button type="button" id="fit">Fit</button>
<button type="button" id="theme" aria-pressed="false">Dark</button>
</div>
</header>
<main>
<div id="view"><svg${svg}><g id="camera">
${elements}
</g></svg></div>
<aside id="panel" aria-label="Details" tabindex="0"></aside>
</main>
<noscript>Without scripts this is the picture alone.</noscript>
<script type="application/json" id="contents">${json(contents)}</script>
<script>${built.script}</script>
</body>
</html>
`;
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** JSON in which nothing ends the element that it stands in. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
