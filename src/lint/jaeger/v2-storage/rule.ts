import { usesOf } from '../../../model/jaeger/v2-storages.ts';
import {
  backendProblem,
  backendTypes,
  gateProblem,
  metricBackendTypes,
  type StorageReference,
} from '../../../upstream/jaeger/v2/releases.ts';
import { type Problem, within } from '../../../upstream/values/problem.ts';
import { own, record } from '../../../upstream/values/unknown.ts';
import type { ConfiguredCollector, Rule } from '../../rule.ts';

/** A storage of Jaeger v2 without a type, with one that it does not know, with two, or without the gate that it needs. */
export const v2Storage: Rule = {
  id: 'jaeger/v2-storage',
  severity: 'error',
  rationale: 'each storage of Jaeger v2 needs exactly one type, or Jaeger fails to start',
  source: 'jaeger v2.20.0 cmd/jaeger/internal/extension/jaegerstorage/config.go',
  ignoreWhen: 'an image of your own supports more types',
  visit: () => ({
    *component({ kind, type, id, settings }, collector) {
      if (kind !== 'extensions' || type !== 'jaeger_storage') return;
      if (Object.keys(record(settings.backends)).length === 0) {
        yield { path: ['backends'], message: `${id} must have at least one of backends, got none` };
      }
      const release = collector.distribution === 'jaeger' ? collector.version : undefined;
      for (const storage of backendsIn(settings)) {
        const { place, name, backend, types } = storage;
        const problem = backendProblem(name, backend, types, release);
        if (problem) yield within(place, problem);
        yield* gateProblems(storage, release, collector);
      }
    },
  }),
};

/** Types of a storage in use that need a feature gate. */
function* gateProblems(
  { section, name, place, backend }: ReturnType<typeof backendsIn>[number],
  release: string | undefined,
  { config, featureGates }: ConfiguredCollector,
): Iterable<Problem> {
  if (usesOf(config, section, name).size === 0) return;
  for (const type of Object.keys(record(backend))) {
    const message = gateProblem(type, release, featureGates);
    if (message !== undefined) yield { path: [...place, type], message };
  }
}

function backendsIn(settings: unknown) {
  return sections.flatMap(([section, types]) =>
    Object.entries(record(own(settings, section))).map(([name, backend]) => ({
      section,
      place: [section, name],
      name,
      backend,
      types,
    })),
  );
}

const sections: readonly (readonly [StorageReference['of'], readonly string[]])[] = [
  ['backends', backendTypes],
  ['metric_backends', metricBackendTypes],
];
