import type { CollectorConfig, ComponentReference } from '../../../model/collector/config.ts';
import type { ComponentKind } from '../../../upstream/collector/components.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A pipeline, or the list of extensions, names a component that the configuration does not define. */
export const undefinedComponent: Rule = {
  id: 'collector/undefined-component',
  severity: 'error',
  rationale: 'the collector fails to start when a pipeline names a component that is not defined',
  source: 'opentelemetry-collector v0.158.0 otelcol/config.go',
  ignoreWhen:
    'the collector merges several `--config` files, of which the linter reads the first, and another one defines the component',
  visit: () => ({
    *collector({ config }) {
      if (!config) return;
      yield* undefinedIn(config, config.extensions, 'service.extensions', ['extensions']);
    },
    *pipeline({ id, receivers, processors, exporters }, { config }) {
      const where = `pipeline ${id}`;
      yield* undefinedIn(config, receivers, where, ['receivers', 'connectors']);
      yield* undefinedIn(config, processors, where, ['processors']);
      yield* undefinedIn(config, exporters, where, ['exporters', 'connectors']);
    },
  }),
};

function* undefinedIn(
  config: CollectorConfig,
  references: readonly ComponentReference[],
  where: string,
  kinds: readonly [ComponentKind, ...ComponentKind[]],
): Iterable<Finding> {
  const undefinedOnes = references.filter(
    ({ id }) => !kinds.some((kind) => config.component(kind, id)),
  );
  // a whole section may be in a file of its own
  const isElsewhere = kinds.some((kind) => typeof config.value[kind] === 'string');
  if (undefinedOnes.length === 0 || isElsewhere) return;
  const ids = config.components.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  for (const { id, object, path } of undefinedOnes) {
    yield {
      object,
      path,
      message: `${where} names '${id}', which ${kinds.join(' and ')} do not define`,
      fix: nearest(id, ids),
    };
  }
}
