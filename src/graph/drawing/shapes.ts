import { type Letters, widthOf } from './letters.ts';

/** What a picture is made of, at places within the thing that it is a part of. */
export type Shape =
  | {
      readonly shape: 'text';
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly style: TextStyle;
    }
  | {
      readonly shape: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly style: string;
    }
  | { readonly shape: 'path'; readonly path: string; readonly style: string };

/** A place in a picture, or in something that is a part of it. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Where arrows may end and start inside of something: at the left side of its receivers, and at the right one of its exporters, by their names. */
export interface Ends {
  readonly receivers: ReadonlyMap<string, Place>;
  readonly exporters: ReadonlyMap<string, Place>;
}

/** How texts are written; the names are those of the classes of CSS. */
export const textStyles = {
  what: { letters: 'sans', size: 11 },
  name: { letters: 'mono', size: 13 },
  facts: { letters: 'sans', size: 11 },
  part: { letters: 'sans', size: 11 },
  item: { letters: 'mono', size: 11 },
  service: { letters: 'mono', size: 11 },
  speaks: { letters: 'sans', size: 11 },
  group: { letters: 'sans', size: 13 },
  badge: { letters: 'sans', size: 11 },
} as const satisfies Readonly<Record<string, { letters: Letters; size: number }>>;

/** Style of a text. */
export type TextStyle = keyof typeof textStyles;

/** How wide a text of a style is, at most. */
export function textWidth(text: string, style: TextStyle): number {
  const { size, letters } = textStyles[style];
  return widthOf(text, size, letters);
}
