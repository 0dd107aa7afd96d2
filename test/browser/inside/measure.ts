// runs in the browser, which alone knows how large things are

interface Thing {
  readonly name: string;
  readonly area: DOMRect;
}

const smallestScale = 0.5;

/** What is not as it should be in the picture of the page; each a sentence. */
export function flaws(): string[] {
  const svg = document.querySelector('svg');
  if (svg === null) return ['there is no picture'];
  const solid = things(svg, 'g.node, g.label');
  const frames = things(svg, 'rect.group');
  // letters of a few pixels are as large as the browser likes; the same picture as a file has them whole
  const scale = svg.querySelector<SVGGElement>('g.node')?.getScreenCTM()?.a ?? 1;
  const ofTexts = scale < smallestScale ? [] : textFlaws(svg);
  return [
    ...ofTexts,
    ...overlaps(solid),
    ...overlaps(frames),
    ...partlyOutside(things(svg, 'g.node'), frames),
    ...crossings(svg, solid),
    ...outside([...solid, ...frames], svg.getBoundingClientRect()),
  ];
}

function textFlaws(svg: SVGSVGElement): string[] {
  return [
    ...cutTexts(svg),
    ...wideItems(svg),
    ...[...svg.querySelectorAll('g.node')].flatMap((node) => overlaps(things(node, 'text'))),
  ];
}

function things(parent: Element, selector: string): Thing[] {
  return [...parent.querySelectorAll(selector)].map((element) => ({
    name: (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 60),
    area: element.getBoundingClientRect(),
  }));
}

function overlaps(all: readonly Thing[]): string[] {
  return all.flatMap((one, index) =>
    all
      .slice(index + 1)
      .filter((other) => overlap(one.area, other.area))
      .map((other) => `${one.name} overlaps ${other.name}`),
  );
}

function partlyOutside(nodes: readonly Thing[], frames: readonly Thing[]): string[] {
  return nodes
    .filter(({ area }) =>
      frames.some((frame) => overlap(area, frame.area) && !isWithin(area, frame.area, 0.5)),
    )
    .map(({ name }) => `${name} is partly outside of its namespace`);
}

function cutTexts(svg: SVGSVGElement): string[] {
  return [...svg.querySelectorAll('g.node, g.label')].flatMap((element) => {
    const frame = element.querySelector('.frame, rect')?.getBoundingClientRect();
    return things(element, 'text')
      .filter(({ area }) => frame === undefined || !isWithin(area, frame, 1))
      .map(({ name }) => `${name} is cut`);
  });
}

function wideItems(svg: SVGSVGElement): string[] {
  const texts = things(svg, 'text.item');
  return [...svg.querySelectorAll('rect.chip')].flatMap((chip) => {
    const area = chip.getBoundingClientRect();
    const inside = texts.filter((text) => overlap(text.area, area));
    if (inside.length === 0) return ['a box has no text'];
    return inside
      .filter((text) => !isWithin(text.area, area, 1))
      .map(({ name }) => `${name} is wider than its box`);
  });
}

/** Arrows that lead through something else. */
function crossings(svg: SVGSVGElement, solid: readonly Thing[]): string[] {
  return [...svg.querySelectorAll<SVGPathElement>('path.line')].flatMap((line) => {
    const places = placesOf(line);
    const crossed = solid.find(({ area }) => places.some((place) => isInside(place, area)));
    if (crossed === undefined) return [];
    return [`${line.parentElement?.querySelector('title')?.textContent} crosses ${crossed.name}`];
  });
}

function placesOf(line: SVGPathElement): DOMPoint[] {
  const matrix = line.getScreenCTM();
  if (matrix === null) return [];
  // both ends stand at nodes
  const count = Math.max(0, Math.floor(line.getTotalLength() / 4) - 1);
  return Array.from({ length: count }, (_, index) =>
    line.getPointAtLength((index + 1) * 4).matrixTransform(matrix),
  );
}

function outside(all: readonly Thing[], whole: DOMRect): string[] {
  return all
    .filter(({ area }) => !isWithin(area, whole, 0.5))
    .map(({ name }) => `${name} is outside of the picture`);
}

function overlap(a: DOMRect, b: DOMRect): boolean {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0.5 && height > 0.5;
}

function isWithin(a: DOMRect, b: DOMRect, slack: number): boolean {
  return (
    a.left >= b.left - slack &&
    a.right <= b.right + slack &&
    a.top >= b.top - slack &&
    a.bottom <= b.bottom + slack
  );
}

function isInside({ x, y }: DOMPoint, { left, right, top, bottom }: DOMRect): boolean {
  return x > left + 1 && x < right - 1 && y > top + 1 && y < bottom - 1;
}
