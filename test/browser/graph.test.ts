import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBrowser } from './browser.ts';
import {
  differencePicture,
  hostile,
  mistakes,
  type Picture,
  picture,
  stackPicture,
  twoHundred,
  twoTeams,
} from './pictures.ts';

/** Pictures for whoever wants to look at them. */
const screenshots = 'build/pictures';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const pictures: Readonly<Record<string, () => Promise<Picture>>> = {
  default: () => stackPicture('default'),
  gateway: () => stackPicture('tail-sampling'),
  tiers: () => stackPicture('gateway'),
  streaming: () => stackPicture('streaming'),
  sidecar: () => stackPicture('sidecar'),
  'jaeger-v2': () => stackPicture('jaeger-v2'),
  monitoring: () => stackPicture('monitoring'),
  'two-hundred': () => picture([twoHundred()]),
  mistakes: () => picture([mistakes()]),
  difference: () => differencePicture([mistakes()], [twoTeams()]),
  hostile: () => picture([hostile()]),
  empty: () => picture([]),
};
const measure = await script('test/browser/inside/measure.ts');
const drawn = new Map<string, Picture>();
let browser: Browser;
let folder = '';

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-pictures-'));
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  /** What the page has asked a network for. */
  readonly asked: readonly string[];
  /** What the browser has complained of. */
  readonly complaints: readonly string[];
}

async function open(
  name: string,
  form: keyof Picture,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Opened> {
  const known = drawn.get(name) ?? (await pictures[name]?.());
  if (known === undefined) throw new Error(`no picture ${name}`);
  drawn.set(name, known);
  const file = join(folder, `${name}.${form}`);
  writeFileSync(file, known[form]);
  const page = await browser.newPage({ colorScheme, viewport: { width: 1400, height: 900 } });
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`file://${file}`);
  return { page, asked: asked.filter((url) => !url.endsWith(`.${form}`)), complaints };
}

const names = Object.keys(pictures);

test.each(names)('%s: nothing overlaps and nothing is cut, as a file', async (name) => {
  const { page } = await open(name, 'svg');
  expect(await flaws(page)).toEqual([]);
  await page.screenshot({ path: join(screenshots, `${name}.svg.png`) });
  await page.close();
});

test.each(names)('%s: the page is whole, quiet and alone', async (name) => {
  const { page, asked, complaints } = await open(name, 'html');
  expect(await flaws(page)).toEqual([]);
  await page.screenshot({ path: join(screenshots, `${name}.html.png`) });
  expect({ asked, complaints }).toEqual({ asked: [], complaints: [] });
  expect(await page.evaluate('typeof hacked')).toBe('undefined');
  await page.close();
});

async function script(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    format: 'iife',
    globalName: 'measure',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}

function flaws(page: Page): Promise<string[]> {
  return page.evaluate(`${measure}; measure.flaws()`);
}

async function barriers(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(`${axe}; axe.run()`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

test.each(
  ['default', 'mistakes', 'hostile', 'empty'].flatMap((name) => [
    [name, 'light' as const],
    [name, 'dark' as const],
  ]),
)('%s, %s: no barriers', async (name, colours) => {
  const { page } = await open(name, 'html', colours);
  expect(await barriers(page)).toEqual([]);
  if (name !== 'empty') {
    await page.locator('g.node').first().click();
    expect(await barriers(page)).toEqual([]);
  }
  await page.screenshot({ path: join(screenshots, `${name}.${colours}.png`) });
  await page.close();
});

test('a node shows what it is, what is wrong with it, whom it talks to, and its manifest', async () => {
  const { page } = await open('mistakes', 'html');
  await page.getByRole('button', { name: /^OpenTelemetry collector otel in/ }).click();
  const panel = page.locator('#panel');
  const text = await panel.innerText();
  expect(text).toContain('collector/memory-limiter');
  expect(text).toContain('all.yaml:');
  expect(text).toContain('kind: OpenTelemetryCollector\n');
  await panel.getByRole('button', { name: /^second/ }).click();
  expect(await panel.innerText()).toContain('otel → second');
  await page.close();
});

test('findings lead to what they are about', async () => {
  const { page } = await open('mistakes', 'html');
  await page.locator('#panel .finding').first().getByRole('button').first().click();
  expect(await page.locator('g.node.chosen').count()).toBe(1);
  await page.close();
});

test('the keyboard does all that a mouse does', async () => {
  const { page } = await open('default', 'html');
  const focused = () =>
    page.evaluate<string>("document.activeElement.querySelector('title').textContent");
  await page.keyboard.press('/');
  await page.keyboard.type('otel-collector elsewhere');
  expect(await page.locator('#matches').innerText()).toBe('0 of 8');
  await page.locator('#search').fill('memory_limiter');
  expect(await page.locator('#matches').innerText()).toBe('1 of 8');
  await page.keyboard.press('Enter');
  expect(await page.locator('#panel h2').innerText()).toContain('otel-collector');
  await page.keyboard.press('Escape');
  expect(await page.locator('#panel').innerText()).toContain('No findings');
  for (let tabs = 0; tabs < 5; tabs += 1) await page.keyboard.press('Tab');
  expect(await focused()).toContain('Tekton Pipelines config-tracing');
  await page.keyboard.press('ArrowDown');
  const below = await focused();
  expect(below).not.toContain('Tekton');
  await page.keyboard.press('Enter');
  expect(await page.locator('#panel pre').first().innerText()).toContain('kind: ');
  const before = await page.locator('#camera').getAttribute('transform');
  await page.keyboard.press('+');
  expect(await page.locator('#camera').getAttribute('transform')).not.toBe(before);
  await page.keyboard.press('0');
  expect(await flaws(page)).toEqual([]);
  await page.close();
});

test('the picture is dragged and zoomed by a mouse, and a drag chooses nothing', async () => {
  const { page } = await open('default', 'html');
  const place = async () => page.locator('g.node').first().boundingBox();
  const before = await place();
  if (!before) throw new Error('there is no node');
  await page.mouse.move(before.x + 10, before.y + 10);
  await page.mouse.down();
  await page.mouse.move(before.x + 60, before.y + 40, { steps: 5 });
  await page.mouse.up();
  const dragged = await place();
  expect([dragged?.x, dragged?.y].map((value) => Math.round(value ?? 0))).toEqual(
    [before.x + 50, before.y + 30].map(Math.round),
  );
  expect(await page.locator('#panel').innerText()).toContain('No findings');
  await page.mouse.wheel(0, -300);
  expect((await place())?.width).toBeGreaterThan(before.width);
  await page.close();
});

test('light and dark are a matter of the reader, and of a button', async () => {
  const { page } = await open('default', 'html', 'dark');
  const paper = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  expect(await paper()).toBe('rgb(13, 17, 23)');
  await page.getByRole('button', { name: 'Dark', pressed: true }).click();
  expect(await paper()).toBe('rgb(255, 255, 255)');
  await page.close();
});
