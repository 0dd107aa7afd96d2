import { fstatSync } from 'node:fs';

/** What reports for people are painted with; picocolors has these. */
export type Colours = Readonly<
  Record<'red' | 'yellow' | 'cyan' | 'green' | 'bold' | 'dim', (text: string) => string>
>;

/** Colours that change nothing. */
export const plain: Colours = {
  red: String,
  yellow: String,
  cyan: String,
  green: String,
  bold: String,
  dim: String,
};

/** Whether standard output is a terminal that understands more than text. */
export function isTerminal(): boolean {
  // process.stdout takes some milliseconds to load, and most runs write to a pipe or a file
  return fstatSync(1).isCharacterDevice() && process.env.TERM !== 'dumb' && process.stdout.isTTY;
}

/** Colours for a terminal, unless nobody wants them; undefined where there are to be none. */
export async function terminalColours(): Promise<Colours | undefined> {
  // https://no-color.org: a variable that is set to anything but the empty text
  const { NO_COLOR = '' } = process.env;
  if (NO_COLOR !== '' || !isTerminal()) return undefined;
  return (await import('picocolors')).default.createColors(true);
}
