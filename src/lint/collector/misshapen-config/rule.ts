import type { Collector } from '../../../model/collector/instances.ts';
import { pipelineKeys, sections } from '../../../upstream/collector/sections.ts';
import { show } from '../../../upstream/values/shown.ts';
import { at, isRecord } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A configuration in a text whose parts are not of the kind that they must be. */
export const misshapenConfig: Rule = {
  id: 'collector/misshapen-config',
  severity: 'error',
  rationale:
    'the operator stores a configuration of the wrong shape as an empty one; a collector that reads it directly fails to start',
  source:
    'opentelemetry-operator v0.158.0 internal/webhook/collector_conversion.go, apis/v1beta1/config.go',
  ignoreWhen:
    'never for a text that is applied as it is. If a template replaces a placeholder with a list or a mapping, lint the rendered result',
  // what is no text is checked with the schema of the custom resource
  visit: () => ({
    *collector(collector) {
      if (!collector.configText) return;
      for (const section of sections) yield* mapping(collector, [section]);
      yield* mapping(collector, ['service', 'pipelines']);
      yield* names(collector, ['service', 'extensions']);
    },
    *pipeline({ id }, collector) {
      if (!collector.configText) return;
      const path = ['service', 'pipelines', id];
      yield* mapping(collector, path);
      for (const key of pipelineKeys) yield* names(collector, [...path, key]);
    },
  }),
};

function* mapping(collector: Collector, path: readonly string[]): Iterable<Finding> {
  const value = at(collector.config?.value, ...path);
  if (value === undefined || value === null || isRecord(value)) return;
  yield* finding(collector, path, 'a mapping', value);
}

function* names(collector: Collector, path: readonly string[]): Iterable<Finding> {
  const value = at(collector.config?.value, ...path);
  if (value === undefined || value === null) return;
  if (!Array.isArray(value)) {
    yield* finding(collector, path, 'a list of ids', value);
    return;
  }
  for (const [index, item] of value.entries()) {
    if (typeof item !== 'string') yield* finding(collector, [...path, index], 'an id', item);
  }
}

function* finding(
  { config, operated }: Collector,
  path: Path,
  wanted: string,
  value: unknown,
): Iterable<Finding> {
  if (!config) return;
  const effect = operated
    ? 'the operator stores an empty configuration'
    : 'the collector does not start';
  const [last] = path.slice(-1);
  const what = typeof last === 'number' ? String(path.at(-2)) : String(last);
  yield {
    ...config.location(...path),
    message: `${what} must be ${wanted}, got ${show(value)}: ${effect}`,
    fix: wanted === 'a list of ids' && typeof value === 'string' ? `[${value}]` : undefined,
  };
}
