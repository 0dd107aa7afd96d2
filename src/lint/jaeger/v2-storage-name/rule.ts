import type { Component } from '../../../model/collector/config.ts';
import { storageReferences } from '../../../upstream/jaeger/v2/releases.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { own, record } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A component of Jaeger v2 that names a storage which the storage extension does not define, or does not run. */
export const v2StorageName: Rule = {
  id: 'jaeger/v2-storage-name',
  severity: 'error',
  rationale: 'a Jaeger v2 that cannot find a storage does not start',
  source: 'jaeger v1.76.0 (v2.13.0) cmd/jaeger/internal/extension/jaegerstorage',
  *check({ collectors }) {
    for (const { config } of collectors) {
      if (!config) continue;
      const storage = config.components.find(
        (candidate) => candidate.kind === 'extensions' && candidate.type === 'jaeger_storage',
      );
      const users = config.components.filter(
        (component) => usesStorage(component) && config.isEnabled(component),
      );
      const [first] = users;
      if (first && !(storage && config.isEnabled(storage))) {
        const ids = users.map(({ id }) => id);
        yield {
          ...config.location('service', 'extensions'),
          message: `${ids.join(' and ')} ${ids.length > 1 ? 'need' : 'needs'} extension jaeger_storage, which service.extensions does not name`,
          fix: 'jaeger_storage',
        };
      }
      for (const component of users) yield* referenceFindings(component, storage);
    }
  },
};

function usesStorage({ type, settings }: Component): boolean {
  return storageReferences(type, settings).some(
    ({ name, required }) => name !== undefined || required,
  );
}

function* referenceFindings(
  { object, path, id, type, settings }: Component,
  storage: Component | undefined,
): Iterable<Finding> {
  for (const { path: inner, name, of, required } of storageReferences(type, settings)) {
    const defined = Object.keys(record(own(storage?.settings, of)));
    if (name === undefined) {
      if (!required) continue;
      yield {
        object,
        path: [...path, ...inner],
        message: `${id} must name a storage under ${inner.join('.')}`,
        ...(defined.length === 1 && defined[0] !== undefined ? { fix: defined[0] } : {}),
      };
    } else if (storage && !defined.includes(name) && !name.includes('$')) {
      const meant = nearest(name, defined);
      yield {
        object,
        path: [...path, ...inner],
        message: `${id} names storage '${name}', but ${storage.id} has under ${of} ${defined.length > 0 ? `only ${defined.join(', ')}` : 'none'}`,
        fix: meant,
      };
    }
  }
}
