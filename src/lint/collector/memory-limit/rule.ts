import type { Component } from '../../../model/collector/config.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import type { ObjectIndex } from '../../../model/kubernetes/objects.ts';
import type { EnvVar } from '../../../model/kubernetes/workloads.ts';
import { limitsByPercentage } from '../../../upstream/collector/processors/memory-limiter.ts';
import { goMemoryLimit, goMemoryUnit } from '../../../upstream/kubernetes/program-limits.ts';
import { parseQuantity } from '../../../upstream/values/quantity.ts';
import { settingNumber } from '../../../upstream/values/settings.ts';
import { at, list } from '../../../upstream/values/unknown.ts';
import type { Found, Rule } from '../../rule.ts';

const mebibyte = 1024 * 1024;

/** A memory_limiter, or a limit of Go, that does not fit the memory that the container may use. */
export const memoryLimit: Rule = {
  id: 'collector/memory-limit',
  severity: 'warning',
  rationale:
    "a limit above the container's memory limit, or in percent of the whole node's memory, lets the kernel kill the collector (OOM) first, and a GOMEMLIMIT that Go cannot read stops it at start",
  source:
    'opentelemetry-collector v0.158.0 processor/memorylimiterprocessor/README.md; Go 1.25 runtime/mgcpacer.go; opentelemetry-helm-charts#912',
  ignoreWhen:
    'the memory limit of the container comes from elsewhere, such as a VerticalPodAutoscaler or an admission policy, or the collector has its node for itself',
  visit({ objects }) {
    const limited = limitedNamespaces(objects);
    return {
      *collector(collector) {
        for (const variable of collector.env) {
          if (variable.name === 'GOMEMLIMIT') yield* variableProblems(variable, collector);
        }
      },
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
  const { memory, bytes } = memoryOf(resources);
  const limit = settingNumber(settings.limit_mib);
  if (limit === undefined || bytes === undefined || limit * mebibyte < bytes) return;
  yield {
    path: ['limit_mib'],
    message: `${id}: limit_mib must be less than the memory limit of the container, got ${limit} and ${memory}`,
  };
}

function memoryOf(resources: unknown): { memory?: string | number; bytes?: number | undefined } {
  const memory = at(resources, 'limits', 'memory');
  if (typeof memory !== 'string' && typeof memory !== 'number') return {};
  return { memory, bytes: parseQuantity(memory) };
}

/** A limit of Go that it does not read, or that helps nothing. */
function* variableProblems(
  { value, path }: EnvVar,
  { object, resources }: Collector,
): Iterable<Found> {
  const divisor = at(object.value, ...path, 'valueFrom', 'resourceFieldRef', 'divisor');
  if (typeof divisor === 'string' && /^1[KMGT]/.test(divisor)) {
    yield {
      object,
      path: [...path, 'valueFrom', 'resourceFieldRef', 'divisor'],
      message: `GOMEMLIMIT without a unit is a number of bytes, and a divisor of ${divisor} makes one of hardly any: it must be 1, or none`,
    };
  }
  if (value === undefined || value.includes('$(')) return;
  const place = { object, path: [...path, 'value'] };
  const limit = goMemoryLimit(value);
  if (limit === undefined) {
    const message = `GOMEMLIMIT must be a whole number with B, KiB, MiB, GiB or TiB, or off, got '${value}'`;
    yield { ...place, severity: 'error', message, fix: goMemoryUnit(value) };
  } else if (limit < mebibyte) {
    const message = `GOMEMLIMIT of ${value} is ${limit} bytes, so that Go collects garbage all the time`;
    yield { ...place, message };
  } else {
    const { memory, bytes = limit } = memoryOf(resources);
    if (limit <= bytes || !Number.isFinite(limit)) return;
    const message = `GOMEMLIMIT must not be above the memory limit of the container, got ${value} and ${memory}`;
    yield { ...place, message };
  }
}

function limitsMemory(spec: unknown): boolean {
  return list(at(spec, 'limits')).some(
    (item) =>
      at(item, 'type') === 'Container' &&
      ['default', 'max'].some((key) => at(item, key, 'memory') !== undefined),
  );
}
