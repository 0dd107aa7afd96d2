import {
  backendProblem,
  backendTypes,
  metricBackendTypes,
} from '../../../upstream/jaeger/v2/releases.ts';
import { isRecord, own, record } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A storage of Jaeger v2 without a type, with one that it does not know, or with two. */
export const v2Storage: Rule = {
  id: 'jaeger/v2-storage',
  severity: 'error',
  rationale: 'each storage of Jaeger v2 has exactly one type, or it does not start',
  source: 'jaeger v2.20.0 cmd/jaeger/internal/extension/jaegerstorage/config.go',
  *check({ collectors }) {
    for (const { config } of collectors) {
      for (const component of config?.components ?? []) {
        if (component.kind !== 'extensions' || component.type !== 'jaeger_storage') continue;
        const { object, path, settings } = component;
        if (Object.keys(record(settings.backends)).length === 0) {
          yield {
            object,
            path: [...path, 'backends'],
            message: `${component.id} must have at least one of backends, got none`,
          };
        }
        for (const [section, types] of sections) {
          const backends = own(settings, section);
          for (const [name, backend] of Object.entries(isRecord(backends) ? backends : {})) {
            const found = backendProblem(name, backend, types);
            if (!found) continue;
            yield {
              object,
              path: [...path, section, name, ...(found.path ?? [])],
              message: found.message,
              fix: found.fix,
            };
          }
        }
      }
    }
  },
};

const sections: readonly (readonly [string, readonly string[]])[] = [
  ['backends', backendTypes],
  ['metric_backends', metricBackendTypes],
];
