import { type Jaeger, mergedVolumes, optionOf } from '../../../model/jaeger/instances.ts';
import { fileAt } from '../../../model/kubernetes/files.ts';
import type { ObjectIndex } from '../../../model/kubernetes/objects.ts';
import { own, text } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Badger whose files are gone with the pod, although they are to be kept. */
export const badger: Rule = {
  id: 'jaeger/badger',
  severity: 'error',
  rationale: 'outside of a volume Badger cannot write, or its files are gone when the pod restarts',
  source: 'jaeger v1.51.0 plugin/storage/badger/options.go',
  *check({ jaegers, objects }) {
    for (const jaeger of jaegers) {
      if (jaeger.strategy.storage === 'badger') yield* directoryFindings(jaeger, objects);
    }
  },
};

const directories = ['badger.directory-key', 'badger.directory-value'];

function* directoryFindings(jaeger: Jaeger, objects: ObjectIndex): Iterable<Finding> {
  const { object, roles } = jaeger;
  const role = roles.find(({ name }) => name === 'allInOne');
  if (!role || text(own(role.value, 'image'))?.includes('jaegertracing/') === false) return;
  const ephemeral = optionOf(role, 'badger.ephemeral');
  for (const key of directories) {
    const place = optionOf(role, key);
    if (ephemeral?.value !== 'false') {
      if (!place) continue;
      yield {
        object,
        path: place.path,
        message: `${key} has no effect unless badger.ephemeral is false, and Badger loses its spans with the pod`,
        severity: 'warning',
      };
      continue;
    }
    const mounted =
      typeof place?.value === 'string' &&
      fileAt(
        objects,
        jaeger.namespace,
        mergedVolumes(jaeger, role.value, 'volumeMounts'),
        mergedVolumes(jaeger, role.value, 'volumes'),
        place.value,
      ).status !== 'not-mounted';
    if (mounted) continue;
    yield {
      object,
      path: place?.path ?? ephemeral.path,
      message: `${key} must be in a volume to be kept, ${place ? `got '${String(place.value)}', where none is mounted` : 'got nothing'}`,
    };
  }
}
