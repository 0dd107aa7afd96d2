import type { Protocol } from './protocols.ts';

/** What a program listens for unless it is told otherwise, by port. */
export type ProgramPorts = Readonly<Record<number, Protocol>>;

/** Images of a program, by their repository, and its ports. */
export interface ImagePorts {
  readonly repository: RegExp;
  readonly ports: ProgramPorts;
}
