/** What a CR does with the storage. */
export interface StorageUses {
  /** Whether it writes spans. */
  readonly writes: boolean;
  /** Whether it looks for spans. */
  readonly reads: boolean;
}

/** Days as a duration that Jaeger can read. */
export function hours(days: number): string {
  return `${days * 24}h`;
}

/** An environment variable in the words of a collector's configuration. */
export function variable(name: string): string {
  return `\${env:${name}}`;
}
