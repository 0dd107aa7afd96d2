/**
 * Name of the indices of spans under a prefix, to which Jaeger and its jobs add a date or the name of an alias.
 *
 * Source: jaeger v1.57.0 plugin/storage/es/spanstore; v2.20.0 internal/storage/elasticsearch/config/config.go and
 * cmd/es-rollover/app/index_options.go.
 *
 * @param archive - whether they are those of an archive of Jaeger v1, which v2 has no name for
 */
export function spanIndices(prefix: string, archive: boolean): string {
  const name = archive ? 'jaeger-span-archive' : 'jaeger-span';
  if (prefix === '') return name;
  return prefix.endsWith('-') ? `${prefix}${name}` : `${prefix}-${name}`;
}

/** Indices whose jobs know a write alias: `prod-jaeger-span` for `prod-jaeger-span-write`; undefined for one that no job makes. */
export function aliasesOf(alias: string): string | undefined {
  return /^(.*jaeger-span(?:-archive)?)-write$/.exec(alias)?.[1];
}

/** What a run of an index job does. */
export type IndexJobAction = 'clean' | 'init' | 'rollover' | 'lookback';
