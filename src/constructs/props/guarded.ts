import type { IConstruct } from 'constructs';

// constructs know nothing of the linter: whoever stands above both says what watches over them
let watch: ((construct: IConstruct) => void) | undefined;

/** Says what watches over each construct that is made from now on. */
export function watchConstructs(watcher: (construct: IConstruct) => void): void {
  watch = watcher;
}

/** Has a construct of this package watched over; each calls it when it is made. */
export function guarded(construct: IConstruct): void {
  watch?.(construct);
}
