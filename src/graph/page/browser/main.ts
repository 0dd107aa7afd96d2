import type { PageContents } from '../contents.ts';
import { Camera } from './camera.ts';
import { byId } from './dom.ts';
import { Panel } from './panel.ts';
import { type Choice, Picture } from './picture.ts';
import { Search } from './search.ts';

const contents: PageContents = JSON.parse(byId('contents', HTMLScriptElement).text);
const svg = byId('picture', SVGSVGElement);
const field = byId('search', HTMLInputElement);
const matches = byId('matches', HTMLElement);
const camera = new Camera(svg, byId('camera', SVGGElement));
const search = new Search(contents);
const picture = new Picture(svg, {
  chosen: choose,
  focused: (element) => camera.show(element),
});
const panel = new Panel(byId('panel', HTMLElement), contents, {
  toNode: (index) => {
    choose({ kind: 'node', index });
    picture.focus(index);
  },
  toArrow: (index) => choose({ kind: 'arrow', index }),
  toAll: showAll,
});

let found: ReadonlySet<number> | undefined;
let next = 0;
let dragged = false;

showAll();
addZoom();
addDrag();
addSearch();
addTheme();
addKeys();

function choose(choice: Choice): void {
  // a click that ends a drag chooses nothing
  if (dragged) return;
  picture.mark(choice);
  const element = picture.elementOf(choice);
  if (element) camera.show(element);
  if (choice.kind === 'node') panel.showNode(choice.index);
  else panel.showArrow(choice.index);
}

function showAll(): void {
  picture.mark();
  panel.showAll();
}

function addZoom(): void {
  byId('in', HTMLButtonElement).addEventListener('click', () => camera.zoom(1.25));
  byId('out', HTMLButtonElement).addEventListener('click', () => camera.zoom(0.8));
  byId('fit', HTMLButtonElement).addEventListener('click', () => camera.fit());
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    camera.zoom(Math.exp(-event.deltaY / 500), { x: event.clientX, y: event.clientY });
  };
  svg.addEventListener('wheel', wheel, { passive: false });
}

function addDrag(): void {
  let isDown = false;
  svg.addEventListener('pointerdown', () => {
    isDown = true;
    dragged = false;
  });
  addEventListener('pointermove', (event) => {
    if (!isDown || (event.movementX === 0 && event.movementY === 0)) return;
    dragged ||= Math.abs(event.movementX) + Math.abs(event.movementY) > 2;
    camera.pan(event.movementX, event.movementY);
  });
  addEventListener('pointerup', () => {
    isDown = false;
    // after the click that follows
    setTimeout(() => {
      dragged = false;
    });
  });
}

function addSearch(): void {
  field.addEventListener('input', () => {
    found = search.find(field.value);
    next = 0;
    picture.emphasize(found);
    matches.textContent = found === undefined ? '' : `${found.size} of ${contents.nodes.length}`;
  });
  field.addEventListener('keydown', (event) => {
    const index = [...(found ?? [])][next % Math.max(1, found?.size ?? 1)];
    if (event.key !== 'Enter' || index === undefined) return;
    next += 1;
    choose({ kind: 'node', index });
  });
}

function addTheme(): void {
  const root = document.documentElement;
  const button = byId('theme', HTMLButtonElement);
  const show = (isDark: boolean) => button.setAttribute('aria-pressed', String(isDark));
  let isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  show(isDark);
  button.addEventListener('click', () => {
    isDark = !isDark;
    root.dataset.theme = isDark ? 'dark' : 'light';
    show(isDark);
  });
}

function addKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      field.value = '';
      field.dispatchEvent(new Event('input'));
      showAll();
      return;
    }
    if (event.target === field || event.ctrlKey || event.metaKey || event.altKey) return;
    const actions: Readonly<Record<string, () => void>> = {
      '/': () => field.focus(),
      '+': () => camera.zoom(1.25),
      '=': () => camera.zoom(1.25),
      '-': () => camera.zoom(0.8),
      0: () => camera.fit(),
    };
    const action = actions[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}
