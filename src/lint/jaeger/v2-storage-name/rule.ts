import type { Component } from '../../../model/collector/config.ts';
import { type StorageReference, storageReferences } from '../../../upstream/jaeger/v2/releases.ts';
import { componentType } from '../../../upstream/otel-operator/ports.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { listed } from '../../../upstream/values/shown.ts';
import { own, record } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A component of Jaeger v2 that names a storage which the storage extension does not define, or does not run. */
export const v2StorageName: Rule = {
  id: 'jaeger/v2-storage-name',
  severity: 'error',
  rationale: 'Jaeger v2 fails to start when a component names a storage that is not defined',
  source: 'jaeger v1.76.0 (v2.13.0) cmd/jaeger/internal/extension/jaegerstorage',
  ignoreWhen:
    'a second configuration file among the arguments defines the storage or the extension; the linter does not read it',
  visit: () => ({
    *collector({ config }) {
      if (!config) return;
      const storage = config.components.find(
        (candidate) => candidate.kind === 'extensions' && candidate.type === 'jaeger_storage',
      );
      const users = config.components.filter(
        (component) => usesStorage(component) && config.isEnabled(component),
      );
      // one that is named without being defined is told as such
      const named = config.extensions.some(({ id }) => componentType(id) === 'jaeger_storage');
      if (users.length > 0 && !(storage && config.isEnabled(storage)) && (storage || !named)) {
        const ids = users.map(({ id }) => id);
        yield {
          ...config.location('service', 'extensions'),
          message: `${listed(ids, ' and ')} ${ids.length > 1 ? 'need' : 'needs'} extension jaeger_storage, which service.extensions does not name`,
          fix: 'jaeger_storage',
        };
      }
      for (const component of users) yield* referenceFindings(component, storage);
    },
  }),
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
  for (const reference of storageReferences(type, settings)) {
    const problem =
      reference.name === undefined
        ? unnamedProblem(id, reference, storage)
        : undefinedProblem(id, reference.name, reference, storage);
    if (problem) yield { ...problem, object, path: [...path, ...reference.path] };
  }
}

function unnamedProblem(
  id: string,
  { path, of, required }: StorageReference,
  storage: Component | undefined,
): Problem | undefined {
  if (!required) return undefined;
  const [only, ...others] = namesOf(storage, of);
  return {
    message: `${id} must name a storage under ${path.join('.')}`,
    fix: others.length === 0 ? only : undefined,
  };
}

function undefinedProblem(
  id: string,
  name: string,
  { of }: StorageReference,
  storage: Component | undefined,
): Problem | undefined {
  const defined = namesOf(storage, of);
  if (!storage || defined.includes(name) || name.includes('$')) return undefined;
  return {
    message: `${id} names storage '${name}', but ${storage.id} has under ${of} ${defined.length > 0 ? `only ${listed(defined)}` : 'none'}`,
    fix: nearest(name, defined),
  };
}

function namesOf(storage: Component | undefined, section: StorageReference['of']): string[] {
  return Object.keys(record(own(storage?.settings, section)));
}
