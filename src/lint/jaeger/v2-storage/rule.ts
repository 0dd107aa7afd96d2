import {
  backendProblem,
  backendTypes,
  metricBackendTypes,
} from '../../../upstream/jaeger/v2/releases.ts';
import { within } from '../../../upstream/values/problem.ts';
import { own, record } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A storage of Jaeger v2 without a type, with one that it does not know, or with two. */
export const v2Storage: Rule = {
  id: 'jaeger/v2-storage',
  severity: 'error',
  rationale: 'each storage of Jaeger v2 has exactly one type, or it does not start',
  source: 'jaeger v2.20.0 cmd/jaeger/internal/extension/jaegerstorage/config.go',
  ignoreWhen: 'an image of your own has more types',
  visit: () => ({
    *component({ kind, type, id, settings }, { distribution, version }) {
      if (kind !== 'extensions' || type !== 'jaeger_storage') return;
      if (Object.keys(record(settings.backends)).length === 0) {
        yield { path: ['backends'], message: `${id} must have at least one of backends, got none` };
      }
      const release = distribution === 'jaeger' ? version : undefined;
      for (const { place, name, backend, types } of backendsIn(settings)) {
        const problem = backendProblem(name, backend, types, release);
        if (problem) yield within(place, problem);
      }
    },
  }),
};

function backendsIn(settings: unknown) {
  return sections.flatMap(([section, types]) =>
    Object.entries(record(own(settings, section))).map(([name, backend]) => ({
      place: [section, name],
      name,
      backend,
      types,
    })),
  );
}

const sections: readonly (readonly [string, readonly string[]])[] = [
  ['backends', backendTypes],
  ['metric_backends', metricBackendTypes],
];
