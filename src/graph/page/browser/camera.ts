/** A rectangle on the screen. */
interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const smallest = 0.02;
const largest = 4;
const margin = 24;

/** What part of the picture is seen, and how large. */
export class Camera {
  private x = 0;
  private y = 0;
  private scale = 1;
  private isMoved = false;
  private readonly svg: SVGSVGElement;
  private readonly content: SVGGElement;
  private readonly width: number;
  private readonly height: number;

  constructor(svg: SVGSVGElement, content: SVGGElement) {
    this.svg = svg;
    this.content = content;
    const { width, height } = svg.viewBox.baseVal;
    this.width = width;
    this.height = height;
    svg.removeAttribute('viewBox');
    this.fit();
    new ResizeObserver(() => {
      if (!this.isMoved) this.fit();
    }).observe(svg);
  }

  /** Shows all of the picture, no larger than it is. */
  fit(): void {
    const { width, height } = this.svg.getBoundingClientRect();
    this.scale = Math.max(
      smallest,
      Math.min(1, width / Math.max(1, this.width), height / Math.max(1, this.height)),
    );
    this.x = (width - this.width * this.scale) / 2;
    this.y = (height - this.height * this.scale) / 2;
    this.isMoved = false;
    this.apply();
  }

  /** Moves the picture by pixels of the screen. */
  pan(x: number, y: number): void {
    this.x += x;
    this.y += y;
    this.isMoved = true;
    this.apply();
  }

  /**
   * Makes the picture larger or smaller.
   *
   * @param at what stays where it is, on the screen; the middle where nothing is given
   */
  zoom(factor: number, at?: { readonly x: number; readonly y: number }): void {
    const { left, top, width, height } = this.svg.getBoundingClientRect();
    const x = at ? at.x - left : width / 2;
    const y = at ? at.y - top : height / 2;
    const scale = Math.min(largest, Math.max(smallest, this.scale * factor));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.isMoved = true;
    this.apply();
  }

  /** Moves as little as it takes to see something whole, and makes it large enough to read. */
  show(element: Element): void {
    if (this.scale < 0.5) this.zoom(0.8 / this.scale, middle(element.getBoundingClientRect()));
    const view = this.svg.getBoundingClientRect();
    const area = element.getBoundingClientRect();
    const [x, y] = [
      shift(area.left, area.right, view.left, view.right),
      shift(area.top, area.bottom, view.top, view.bottom),
    ];
    if (x !== 0 || y !== 0) this.pan(x, y);
  }

  private apply(): void {
    const { x, y, scale } = this;
    this.content.setAttribute('transform', `translate(${x} ${y}) scale(${scale})`);
  }
}

function middle({ left, right, top, bottom }: Rectangle): { x: number; y: number } {
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

/** How far something has to move to be seen; its start, where it is larger than the view. */
function shift(start: number, end: number, from: number, to: number): number {
  if (start < from + margin || end - start > to - from - 2 * margin) return from + margin - start;
  return end > to - margin ? to - margin - end : 0;
}
