/** Aliases that Jaeger reads from and writes to. */
export interface IndexAliases {
  readonly read: string;
  readonly write: string;
}

/**
 * Aliases of an archive, which Jaeger v2 must be told: by itself it has no other names for one.
 *
 * Behind aliases that are moved, they are those that es-rollover makes with `--archive`, which knows spans alone. What is
 * not moved is one index for all times, which Jaeger v1 writes as well.
 *
 * Source: jaeger v1.76.0 cmd/es-rollover/app/index_options.go, internal/storage/v1/elasticsearch/factory.go.
 *
 * @param prefix - index prefix; empty when there is none
 * @param moved - whether something moves the aliases to new indices
 */
export function archiveAliases(
  prefix: string,
  index: 'span' | 'service',
  moved: boolean,
): IndexAliases {
  const name = `${prefix === '' ? '' : `${prefix}-`}jaeger-${index}-archive`;
  return moved && index === 'span'
    ? { read: `${name}-read`, write: `${name}-write` }
    : { read: name, write: name };
}
