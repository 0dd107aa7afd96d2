/** Kind and name of a source of Flux, `GitRepository/flux-system`. */
export interface FluxSource {
  readonly kind: string;
  readonly name: string;
}

/** Where Flux finds the files. */
export interface FluxPlace {
  readonly source: FluxSource;
  /** Folder of the files in the source, `./deploy`. */
  readonly path: string;
  /** Namespace of the Kustomizations and their source. */
  readonly namespace: string;
}

/** Reads `GitRepository/flux-system`; undefined for what is no kind and name. */
export function fluxSource(text: string): FluxSource | undefined {
  const [, kind, name] = /^([A-Za-z]+)\/([a-z0-9][a-z0-9.-]*)$/.exec(text) ?? [];
  return kind === undefined || name === undefined ? undefined : { kind, name };
}
