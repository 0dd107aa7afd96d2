import type { Component } from '../../../model/collector/config.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import type { ObjectIndex } from '../../../model/kubernetes/objects.ts';
import { limitsByPercentage } from '../../../upstream/collector/processors/memory-limiter.ts';
import { parseQuantity } from '../../../upstream/values/quantity.ts';
import { settingNumber } from '../../../upstream/values/settings.ts';
import { at, list } from '../../../upstream/values/unknown.ts';
import type { Found, Rule } from '../../rule.ts';

const mebibyte = 1024 * 1024;

/** A memory_limiter that does not fit the memory that the container may use. */
export const memoryLimit: Rule = {
  id: 'collector/memory-limit',
  severity: 'warning',
  rationale:
    "a memory_limiter above the container's memory limit, or in percent of the whole node's memory, lets the kernel kill the collector (OOM) first",
  source: 'opentelemetry-collector v0.158.0 processor/memorylimiterprocessor/README.md',
  ignoreWhen:
    'the memory limit of the container comes from elsewhere, such as a VerticalPodAutoscaler or an admission policy, or the collector has its node for itself',
  visit({ objects }) {
    const limited = limitedNamespaces(objects);
    return {
      *component(component, collector) {
        if (component.kind !== 'processors' || component.type !== 'memory_limiter') return;
        if (!collector.config.isEnabled(component)) return;
        if (!limitsByPercentage(component.settings)) yield* tooHigh(component, collector);
        else if (!limited.has(collector.namespace)) yield* unlimited(component, collector);
      },
    };
  },
};

/** Namespaces in which containers have a memory limit that nobody writes into them. */
function limitedNamespaces(objects: ObjectIndex): ReadonlySet<string> {
  const ranges = objects.ofKind('LimitRange', '');
  return new Set(
    ranges.filter(({ value }) => limitsMemory(value.spec)).map(({ namespace }) => namespace),
  );
}

function* unlimited(
  { id }: Component,
  { resources, object, container }: Collector,
): Iterable<Found> {
  if (at(resources, 'limits', 'memory') !== undefined) return;
  yield {
    object,
    path: [...(container?.path ?? ['spec']), 'resources', 'limits', 'memory'],
    message: `${id} applies limit_percentage to the whole node's memory, because the container has no memory limit`,
  };
}

function* tooHigh({ id, settings }: Component, { resources }: Collector): Iterable<Found> {
  const written = at(resources, 'limits', 'memory');
  const limit = settingNumber(settings.limit_mib);
  const memory = typeof written === 'string' || typeof written === 'number' ? written : undefined;
  const bytes = memory === undefined ? undefined : parseQuantity(memory);
  if (limit === undefined || bytes === undefined || limit * mebibyte < bytes) return;
  yield {
    path: ['limit_mib'],
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
