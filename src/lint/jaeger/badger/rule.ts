import {
  type Jaeger,
  type JaegerRole,
  mergedVolumes,
  optionOf,
  type PlacedOption,
} from '../../../model/jaeger/instances.ts';
import { fileAt } from '../../../model/kubernetes/files.ts';
import type { ObjectIndex } from '../../../model/kubernetes/objects.ts';
import { badgerDirectoryFlags } from '../../../upstream/jaeger/storage.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Badger whose files are gone with the pod, although they are to be kept. */
export const badger: Rule = {
  id: 'jaeger/badger',
  severity: 'error',
  rationale: 'outside of a volume Badger cannot write, or its files are gone when the pod restarts',
  source: 'jaeger v1.51.0 plugin/storage/badger/options.go',
  ignoreWhen:
    'traces may be lost with the pod, and the directory is one that the image can write to, such as one below /tmp',
  visit: ({ objects }) => ({
    *jaeger(jaeger) {
      const { strategy, roles } = jaeger;
      if (strategy.storage !== 'badger') return;
      const role = roles.find(({ name }) => name === 'allInOne');
      if (!role || text(own(role.value, 'image'))?.includes('jaegertracing/') === false) return;
      const ephemeral = optionOf(role, 'badger.ephemeral');
      for (const key of badgerDirectoryFlags) {
        const directory = optionOf(role, key);
        if (ephemeral?.value !== 'false') yield* unused(key, directory);
        else if (!isMounted(directory?.value, jaeger, role, objects)) {
          yield unmounted(key, directory ?? ephemeral, directory?.value);
        }
      }
    },
  }),
};

function unused(key: string, directory: PlacedOption | undefined): Problem[] {
  if (!directory) return [];
  const message = `${key} has no effect unless badger.ephemeral is false, and Badger loses its spans with the pod`;
  return [{ path: directory.path, message, severity: 'warning' }];
}

function unmounted(key: string, { path }: PlacedOption, directory: unknown): Problem {
  const got = directory === undefined ? 'nothing' : `'${String(directory)}', where none is mounted`;
  return { path, message: `${key} must be in a volume to be kept, got ${got}` };
}

function isMounted(
  directory: unknown,
  jaeger: Jaeger,
  role: JaegerRole,
  objects: ObjectIndex,
): boolean {
  if (typeof directory !== 'string') return false;
  const { status } = fileAt(
    objects,
    jaeger.namespace,
    mergedVolumes(jaeger, role.value, 'volumeMounts'),
    mergedVolumes(jaeger, role.value, 'volumes'),
    directory,
  );
  return status !== 'not-mounted';
}
