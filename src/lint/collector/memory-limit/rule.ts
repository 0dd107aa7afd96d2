import type { Component } from '../../../model/collector/config.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import { limitsByPercentage } from '../../../upstream/collector/processors/memory-limiter.ts';
import { parseQuantity } from '../../../upstream/values/quantity.ts';
import { settingNumber } from '../../../upstream/values/settings.ts';
import { at, list } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

const mebibyte = 1024 * 1024;

/** A memory_limiter that does not fit the memory that the container may use. */
export const memoryLimit: Rule = {
  id: 'collector/memory-limit',
  severity: 'warning',
  rationale:
    'a limit above the memory of the container, or a part of the memory of the whole node, lets the kernel kill the collector first',
  source: 'opentelemetry-collector v0.158.0 processor/memorylimiterprocessor/README.md',
  *check({ collectors, objects }) {
    const defaulted = new Set(
      objects
        .ofKind('LimitRange', '')
        .filter(({ value }) => limitsMemory(value.spec))
        .map(({ namespace }) => namespace),
    );
    for (const collector of collectors) {
      for (const component of collector.config?.components ?? []) {
        if (component.kind !== 'processors' || component.type !== 'memory_limiter') continue;
        if (!collector.config?.isEnabled(component)) continue;
        yield* problems(collector, component, defaulted);
      }
    }
  },
};

function* problems(
  { resources, namespace, object, container }: Collector,
  limiter: Component,
  defaulted: ReadonlySet<string>,
): Iterable<Finding> {
  const { id, settings } = limiter;
  const written = at(resources, 'limits', 'memory');
  if (limitsByPercentage(settings)) {
    if (written !== undefined || defaulted.has(namespace)) return;
    yield {
      object,
      path: [...(container?.path ?? ['spec']), 'resources', 'limits', 'memory'],
      message: `${id} takes limit_percentage of the whole node's memory, the container has no memory limit`,
    };
    return;
  }
  const limit = settingNumber(settings.limit_mib);
  const memory = typeof written === 'string' || typeof written === 'number' ? written : undefined;
  const bytes = memory === undefined ? undefined : parseQuantity(memory);
  if (limit === undefined || bytes === undefined || limit * mebibyte < bytes) return;
  yield {
    object: limiter.object,
    path: [...limiter.path, 'limit_mib'],
    message: `${id}: limit_mib must be less than the memory limit of the container, got ${limit} and ${memory}`,
  };
}

function limitsMemory(spec: unknown): boolean {
  return list(at(spec, 'limits')).some(
    (item) =>
      at(item, 'type') === 'Container' &&
      ['default', 'max'].some((key) => at(item, key, 'memory') !== undefined),
  );
}
