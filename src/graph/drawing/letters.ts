/** Families of letters; sizes are those of the widest font that a browser may take for each. */
export type Letters = 'mono' | 'sans';

/** Lists of fonts as CSS has them. */
export const families: Readonly<Record<Letters, string>> = {
  mono: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace',
  sans: 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", "Liberation Sans", sans-serif',
};

// no font can be asked here, and pictures must be the same on each machine. Widths of DejaVu, the widest usual font, in parts of its size
const mono = 0.61;
const others = 1.05;
const outsideOfPlane = 1.5;
const narrow = /[ !'(),./:;I[\]fijlrt|-]/;
const wide = /[%@MWmw]/;
const large = /[A-Z&0-9+<=>~#_]/;

/** How wide a text is, at most, in the unit of its size. */
export function widthOf(text: string, size: number, letters: Letters): number {
  let width = 0;
  for (const sign of text) width += widthOfSign(sign, letters);
  return Math.ceil(width * size);
}

function widthOfSign(sign: string, letters: Letters): number {
  if (sign.length > 1) return outsideOfPlane;
  if (sign > '\u00ff') return others;
  if (letters === 'mono') return mono;
  if (narrow.test(sign)) return 0.42;
  if (wide.test(sign)) return 1;
  return large.test(sign) ? 0.84 : 0.65;
}

/**
 * A text in lines of no more than some signs, broken where its words end: behind spaces, slashes, dots, colons and hyphens, or within a word that is longer than a
 * line.
 */
export function wrapped(text: string, longest: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=[\s/.:-])/)) {
    for (const piece of pieces(word, longest)) {
      if (line !== '' && [...line].length + [...piece].length > longest) {
        lines.push(line);
        line = '';
      }
      line += piece;
    }
  }
  return [...lines, line];
}

function pieces(word: string, longest: number): string[] {
  const signs = [...word];
  const count = Math.ceil(signs.length / longest);
  return Array.from({ length: count }, (_, index) =>
    signs.slice(index * longest, (index + 1) * longest).join(''),
  );
}
