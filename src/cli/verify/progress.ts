import type { WriteStream } from 'node:tty';
import spinner from 'yocto-spinner';
import type { GroupName, Result } from '../../verify/check.ts';

/** Tells what is being looked at, for people who wait. */
export interface Progress {
  readonly onStart: (group: GroupName, title: string) => void;
  readonly onResult: (result: Result) => void;
  readonly end: () => void;
}

/** A line on a terminal that changes; nothing where there is no terminal, since a log is no place for it. */
export function progressOn(stream: WriteStream): Progress {
  if (!stream.isTTY) return { onStart: () => {}, onResult: () => {}, end: () => {} };
  const line = spinner({ stream });
  const open: string[] = [];
  const show = () => {
    const [first = '', ...rest] = open;
    line.text = rest.length === 0 ? first : `${first} (and ${rest.length} more)`;
  };
  return {
    onStart: (group, title) => {
      open.push(`${group}: ${title}`);
      if (!line.isSpinning) line.start();
      show();
    },
    onResult: ({ group, title }) => {
      open.splice(open.indexOf(`${group}: ${title}`), 1);
      show();
    },
    end: () => {
      line.stop();
    },
  };
}
