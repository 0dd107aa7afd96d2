/** Components by id (`otlp`, `otlp/backend`), each with its own configuration as the collector documents it. */
export type Components = Readonly<Record<string, unknown>>;

/**
 * Components by id, of which those that are known by their type have settings that are typed: as the newest release has them that was
 * read, and as older ones had them. A component of a build of one's own may have any.
 */
export type TypedComponents<S> = Components & {
  readonly [T in keyof S & string as T | `${T}/${string}`]?: S[T];
};

/** Component ids that a pipeline runs through. */
export interface Pipeline {
  /** Ids of receivers or connectors, at least one. */
  readonly receivers: readonly string[];
  /**
   * Ids of processors, in the order that they run.
   *
   * @default - none
   */
  readonly processors?: readonly string[];
  /** Ids of exporters or connectors, at least one. */
  readonly exporters: readonly string[];
}
