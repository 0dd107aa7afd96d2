import type { Collector } from '../../../model/collector/instances.ts';
import { mountsOf } from '../../../model/collector/mounts.ts';
import { optionOf, optionValue, type RunningRole } from '../../../model/jaeger/roles.ts';
import { type BadgerStorage, badgersOf } from '../../../model/jaeger/v2-badgers.ts';
import { fileAt } from '../../../model/kubernetes/files.ts';
import type { ObjectIndex } from '../../../model/kubernetes/objects.ts';
import { badgerDirectoryFlags } from '../../../upstream/jaeger/storage.ts';
import { at, own, text } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Badger whose files are gone with the pod, although they are to be kept. */
export const badger: Rule = {
  id: 'jaeger/badger',
  severity: 'error',
  rationale: 'outside a volume Badger cannot write, or loses its files when the pod restarts',
  source:
    'jaeger v1.51.0 plugin/storage/badger/options.go; v2.20.0 internal/storage/v1/badger/config.go',
  ignoreWhen:
    'traces may be lost with the pod, and the image can write to the directory, such as one below /tmp',
  visit: ({ objects }) => ({
    *jaegerRole(role) {
      if (role.storage !== 'badger' || role.name !== 'allInOne') return;
      if (text(role.value.image)?.includes('jaegertracing/') === false) return;
      const ephemeral = optionValue(role, 'badger.ephemeral', 'true');
      if (ephemeral === undefined) return;
      for (const key of badgerDirectoryFlags) {
        yield* ephemeral === 'false' ? unmounted(key, role, objects) : unused(key, role);
      }
    },
    *collector(collector) {
      for (const storage of badgersOf(collector))
        yield* storageFindings(collector, storage, objects);
    },
  }),
};

function unused(key: string, role: RunningRole): Finding[] {
  const directory = optionOf(role, key);
  if (!directory) return [];
  const message = `${key} has no effect unless badger.ephemeral is false, and Badger loses its spans with the pod`;
  return [{ object: directory.object, path: directory.path, message, severity: 'warning' }];
}

function unmounted(key: string, role: RunningRole, objects: ObjectIndex): Finding[] {
  const directory = optionOf(role, key);
  const place = directory ?? optionOf(role, 'badger.ephemeral');
  if (!place || optionValue(role, key) === undefined) return [];
  if (isMounted(directory?.value, role, objects)) return [];
  const got = directory ? `'${directory.value}', where none is mounted` : 'nothing';
  const message = `${key} must be in a volume to be kept, got ${got}`;
  return [
    { object: place.object, path: place.path, message, severity: severityOf(directory?.value) },
  ];
}

/** What is in a directory for temporary files is lost with the pod, but can be written. */
function severityOf(directory: unknown): 'error' | 'warning' {
  return typeof directory === 'string' && directory.startsWith('/tmp/') ? 'warning' : 'error';
}

function isMounted(directory: unknown, role: RunningRole, objects: ObjectIndex): boolean {
  if (typeof directory !== 'string') return false;
  const { namespace, volumeMounts, volumes } = role;
  return fileAt(objects, namespace, volumeMounts, volumes, directory).status !== 'not-mounted';
}

function* storageFindings(
  collector: Collector,
  { object, path, name, settings }: BadgerStorage,
  objects: ObjectIndex,
): Iterable<Finding> {
  const [mounts, volumes] = mountsOf(collector);
  const kept = own(settings, 'ephemeral') === false;
  for (const key of ['keys', 'values']) {
    const directory = text(at(settings, 'directories', key));
    const place = [...path, 'directories', key];
    if (directory?.includes('$')) continue;
    if (!kept && directory && own(settings, 'ephemeral') !== undefined) {
      const message = `${key} of storage ${name} has no effect unless ephemeral is false, and Badger loses its spans with the pod`;
      yield { object, path: place, message, severity: 'warning' };
    }
    const where = directory ?? '';
    if (
      !kept ||
      fileAt(objects, collector.namespace, mounts, volumes, where).status !== 'not-mounted'
    )
      continue;
    const got = directory ? `'${directory}', where none is mounted` : 'nothing';
    yield {
      object,
      path: place,
      message: `directory of ${key} of storage ${name} must be in a volume to be kept, got ${got}`,
      severity: severityOf(directory),
    };
  }
}
