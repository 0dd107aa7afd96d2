import type { PageArrow, PageContents, PageNode } from '../contents.ts';
import { button, make } from './dom.ts';

/** What the panel leads to. */
export interface Links {
  readonly toNode: (index: number) => void;
  readonly toArrow: (index: number) => void;
  readonly toAll: () => void;
}

const keys: readonly [string, string][] = [
  ['Tab, arrow keys', 'go from node to node'],
  ['Enter', 'show what a node is, and its manifest'],
  ['/', 'search; Enter goes to the next match'],
  ['+ and -', 'zoom'],
  ['0', 'show all of the picture'],
  ['Escape', 'back to the findings'],
];

/** The words beside the picture. */
export class Panel {
  private readonly contents: PageContents;
  private readonly links: Links;
  private readonly element: HTMLElement;

  constructor(element: HTMLElement, contents: PageContents, links: Links) {
    this.element = element;
    this.contents = contents;
    this.links = links;
  }

  /** Shows all findings, each with the nodes that it is about. */
  showAll(): void {
    const { nodes, arrows, problems } = this.contents;
    const places = problems.map((_, index) => index);
    this.replace(
      make('h2', {}, problems.length === 0 ? 'No findings' : counted(problems.length, 'finding')),
      this.findings(places, true),
      make('h2', {}, 'Picture'),
      make('p', {}, `${counted(nodes.length, 'node')}, ${counted(arrows.length, 'arrow')}`),
      make('h2', {}, 'Keys'),
      make('dl', {}, ...keys.flatMap(([key, what]) => [make('dt', {}, key), make('dd', {}, what)])),
    );
  }

  /** Shows what a node is, what is wrong with it, whom it talks to, and its manifests. */
  showNode(index: number): void {
    const node = this.contents.nodes[index];
    if (node === undefined) return;
    this.replace(
      this.back(),
      make('h2', {}, make('small', {}, node.what), node.name),
      ...lines([node.place && `namespace ${node.place}`, node.change, node.facts.join(' · ')]),
      ...this.problems(node.problems),
      ...parts(node),
      ...this.connections(
        'To',
        (arrow) => arrow.from === index,
        ({ to }) => to,
      ),
      ...this.connections(
        'From',
        (arrow) => arrow.to === index,
        ({ from }) => from,
      ),
      ...node.manifests.flatMap(({ title, file, text }, place) => [
        ...(place === 0 ? [make('h3', {}, 'Manifests')] : []),
        make(
          'details',
          place === 0 ? { open: '' } : {},
          make('summary', {}, title, ...(file === '' ? [] : [make('small', {}, file)])),
          make('pre', { tabindex: '0', 'aria-label': `Manifest ${title}` }, make('code', {}, text)),
        ),
      ]),
    );
  }

  /** Shows both ends of an arrow, and its findings. */
  showArrow(index: number): void {
    const { arrows } = this.contents;
    const arrow = arrows[index];
    if (arrow === undefined) return;
    const { from, to, says, ways, change, problems } = arrow;
    this.replace(
      this.back(),
      make('h2', {}, make('small', {}, 'connection'), `${this.name(from)} → ${this.name(to)}`),
      ...lines([...says, change]),
      make('h3', {}, 'By'),
      make('ul', {}, ...ways.map((way) => make('li', {}, way))),
      ...this.problems(problems),
      make('h3', {}, 'Ends'),
      make('ul', {}, ...[from, to].map((end) => make('li', {}, this.nodeButton(end)))),
    );
  }

  private replace(...inside: Node[]): void {
    this.element.replaceChildren(...inside);
    this.element.scrollTop = 0;
  }

  private back(): HTMLElement {
    return button(this.links.toAll, '← All findings');
  }

  private name(index: number): string {
    return this.contents.nodes[index]?.name ?? '';
  }

  private nodeButton(index: number): HTMLElement {
    return button(() => this.links.toNode(index), this.name(index));
  }

  private problems(places: readonly number[]): Node[] {
    if (places.length === 0) return [];
    return [make('h3', {}, counted(places.length, 'finding')), this.findings(places, false)];
  }

  private findings(places: readonly number[], linked: boolean): HTMLElement {
    const items = places.flatMap((place) => {
      const problem = this.contents.problems[place];
      if (problem === undefined) return [];
      const { severity, ruleId, message, fix, place: written } = problem;
      const item = make(
        'li',
        { class: `finding ${severity}` },
        make('p', {}, make('strong', {}, severity), ` ${message}`),
        ...(fix === undefined ? [] : [make('p', {}, 'should be: ', make('code', {}, fix))]),
        make('p', { class: 'quiet' }, make('code', {}, written), ` ${ruleId}`),
      );
      if (linked) item.append(...this.about(place));
      return [item];
    });
    return make('ul', { class: 'findings' }, ...items);
  }

  private about(problem: number): Node[] {
    const { nodes } = this.contents;
    const about = nodes.flatMap(({ problems }, index) => (problems.includes(problem) ? index : []));
    if (about.length === 0) return [make('p', { class: 'quiet' }, 'not in the picture')];
    return [make('p', {}, ...about.map((index) => this.nodeButton(index)))];
  }

  private connections(
    title: string,
    isMine: (arrow: PageArrow) => boolean,
    endOf: (arrow: PageArrow) => number,
  ): Node[] {
    const { arrows } = this.contents;
    const mine = arrows.flatMap((arrow, index) => (isMine(arrow) ? [{ arrow, index }] : []));
    if (mine.length === 0) return [];
    const items = mine.map(({ arrow, index }) =>
      make(
        'li',
        {},
        button(() => this.links.toArrow(index), [this.name(endOf(arrow)), ...arrow.says].join(' ')),
      ),
    );
    return [make('h3', {}, title), make('ul', {}, ...items)];
  }
}

function parts({ parts: all }: PageNode): Node[] {
  return all.flatMap(({ title, columns }) => [
    make('h3', {}, title),
    make('p', {}, columns.map((items) => items.join(', ')).join(' → ')),
  ]);
}

function lines(texts: readonly (string | undefined)[]): Node[] {
  return texts.flatMap((text) => (text === undefined || text === '' ? [] : make('p', {}, text)));
}

function counted(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
