import { families } from './letters.ts';
import { textStyles } from './shapes.ts';

/** Colours by what they are for. */
type Palette = Readonly<Record<string, string>>;

// each text has a contrast of at least 4.5 with what it stands on, each frame and arrow of 3: WCAG 2.2, 1.4.3 and 1.4.11
const light: Palette = {
  paper: '#ffffff',
  ink: '#1f2328',
  quiet: '#57606a',
  group: '#f6f8fa',
  'group-line': '#818b98',
  line: '#6e7781',
  chip: '#ffffff',
  error: '#cf222e',
  warning: '#8a5a00',
  added: '#1a7f37',
  removed: '#cf222e',
  changed: '#0969da',
  'on-badge': '#ffffff',
  sender: '#ddf4ff',
  viewer: '#ffeff7',
  collector: '#f3ebff',
  backend: '#dcf7e3',
  storage: '#fff4cc',
  receiver: '#eaeef2',
  external: '#eaeef2',
};

const dark: Palette = {
  paper: '#0d1117',
  ink: '#e6edf3',
  quiet: '#a5aeb8',
  group: '#161b22',
  'group-line': '#6e7681',
  line: '#8b949e',
  chip: '#0d1117',
  error: '#ff7b72',
  warning: '#e3b341',
  added: '#3fb950',
  removed: '#ff7b72',
  changed: '#58a6ff',
  'on-badge': '#0d1117',
  sender: '#0c2d4d',
  viewer: '#42203a',
  collector: '#2d1f4d',
  backend: '#12351f',
  storage: '#3d3000',
  receiver: '#2b3139',
  external: '#2b3139',
};

/**
 * Colours of a picture as rules of CSS: light, and dark where the reader has asked for it, unless the attribute `data-theme` of the
 * element decides.
 *
 * @param element a selector of what the picture is in, or is
 */
export function colours(element: string): string {
  const set = (palette: Palette) =>
    `{${Object.entries(palette)
      .map(([name, value]) => `--${name}:${value}`)
      .join(';')}}`;
  return [
    `${element}${set(light)}`,
    `@media (prefers-color-scheme:dark){${element}:not([data-theme=light])${set(dark)}}`,
    `${element}[data-theme=dark]${set(dark)}`,
  ].join('\n');
}

const kinds = ['sender', 'viewer', 'collector', 'backend', 'storage', 'receiver', 'external'];
const changes = ['added', 'removed', 'changed'];
const severities = ['error', 'warning'];

/** How the parts of a picture look, as rules of CSS. */
export function shapes(): string {
  return [
    '.paper{fill:var(--paper)}',
    'text{fill:var(--ink)}',
    ...Object.entries(textStyles).map(
      ([name, { letters, size }]) => `text.${name}{font:${size}px ${families[letters]}}`,
    ),
    'text.name,text.group{font-weight:600}',
    'text.what,text.facts,text.speaks,text.part,text.group{fill:var(--quiet)}',
    'rect.group{fill:var(--group);stroke:var(--group-line);rx:8}',
    '.title{fill:var(--group);rx:4}',
    '.frame{fill:var(--paper);stroke:var(--line);rx:4}',
    '.lid,.inner{fill:none;stroke:var(--line)}',
    '.inner{rx:2}',
    ...kinds.map((kind) => `.${kind} .frame{fill:var(--${kind})}`),
    '.collector .frame{rx:14}',
    '.external .frame{rx:20;stroke-dasharray:2 3}',
    '.missing .frame{stroke:var(--error);stroke-dasharray:6 4;stroke-width:2}',
    'rect.part{fill:var(--paper);fill-opacity:.55;rx:6}',
    '.chip{fill:var(--chip);stroke:var(--group-line);rx:4}',
    '.chip.more{stroke-dasharray:2 2}',
    '.flow{fill:none;stroke:var(--quiet)}',
    '.badge{rx:9}',
    'text.badge{fill:var(--on-badge);font-weight:600}',
    '.line,.lead{fill:none;stroke:var(--line);stroke-width:1.5}',
    '.point{fill:var(--line);stroke:none}',
    '.label rect{fill:var(--paper);fill-opacity:.7;rx:3}',
    ...severities.flatMap((severity) => [
      `.chip.${severity}{stroke:var(--${severity});stroke-width:2}`,
      `rect.badge.${severity}{fill:var(--${severity})}`,
      ...marked(severity, 3),
    ]),
    ...changes.flatMap((change) => [
      `.node.${change} .frame{stroke:var(--${change});stroke-width:3}`,
      ...marked(change, 3),
    ]),
    '.removed{stroke-dasharray:6 4}',
  ].join('\n');
}

/** An arrow that is not as the others. */
function marked(name: string, width: number): string[] {
  return [
    `.arrow.${name} .line,.arrow.${name} .lead{stroke:var(--${name});stroke-width:${width}}`,
    `.arrow.${name} .point{fill:var(--${name})}`,
    `.arrow.${name} text.service{fill:var(--${name});font-weight:600}`,
  ];
}
