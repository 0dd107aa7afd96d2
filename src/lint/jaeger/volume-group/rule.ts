import { mayBeRoots } from '../../../model/collector/mounts.ts';
import { isOpenShift } from '../../../model/jaeger/platform.ts';
import { optionOf, type RunningRole } from '../../../model/jaeger/roles.ts';
import { badgersOf } from '../../../model/jaeger/v2-badgers.ts';
import { needsGroup } from '../../../model/kubernetes/claims.ts';
import { volumeAt } from '../../../model/kubernetes/files.ts';
import type { Model } from '../../../model/model.ts';
import { unprivilegedSince } from '../../../upstream/jaeger/images.ts';
import { badgerDirectoryFlags } from '../../../upstream/jaeger/storage.ts';
import { jaegerV2User } from '../../../upstream/jaeger/v2/servers.ts';
import { at, list, own, text } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** A claimed volume for Badger that the user of the image may not be able to write to. */
export const volumeGroup: Rule = {
  id: 'jaeger/volume-group',
  severity: 'warning',
  rationale:
    'Badger cannot create its directories in a volume that belongs to root, and the pod fails to start',
  ignoreWhen:
    'every user can write to volumes of that storage class, as on many network file systems, or something else changes their owner',
  source: 'jaeger-operator#2400, jaeger#4906, jaeger#5208 (v1.50.0 cmd/all-in-one/Dockerfile)',
  since: `jaeger ${unprivilegedSince}`,
  visit: (model) => ({
    *jaegerRole(role) {
      const { version, storage, options } = role;
      // there every pod is given a group
      if (isOpenShift(model)) return;
      if (storage !== 'badger' || options.get('badger.ephemeral') !== 'false') return;
      if (version === undefined || !isAtLeast(version, unprivilegedSince)) return;
      const directory = badgerDirectoryFlags
        .map((flag) => options.get(flag))
        .find((one) => one !== undefined && isClaimed(model, role, one));
      if (directory === undefined || mayWrite(role)) return;
      const place = optionOf(role, 'badger.ephemeral');
      const path = role.jaeger ? ['spec', 'securityContext'] : place?.path;
      yield { path: path ?? role.path, message: message(directory) };
    },
    *collector(collector) {
      if (isOpenShift(model)) return;
      for (const { object, path, settings } of badgersOf(collector)) {
        const directory = text(at(settings, 'directories', 'keys'));
        if (own(settings, 'ephemeral') !== false || !directory) continue;
        if (!mayBeRoots(model.objects, collector, directory)) continue;
        yield { object, path: [...path, 'directories', 'keys'], message: message(directory) };
      }
    },
  }),
};

function message(directory: string): string {
  return `pods must have fsGroup ${jaegerV2User} in their security context to write to '${directory}', which is in a volume of a PersistentVolumeClaim`;
}

function isClaimed({ objects }: Model, role: RunningRole, directory: string): boolean {
  const { volumeMounts, volumes, object, workload } = role;
  const volume = volumeAt(volumeMounts, volumes, directory)?.volume;
  const claim = text(at(volume, 'persistentVolumeClaim', 'claimName'));
  return claim !== undefined && needsGroup(objects, workload?.object ?? object, claim);
}

/** Whether the pods of a component of Jaeger v1 can write, or something in them sees to it. */
function mayWrite({ jaeger, value, workload, container }: RunningRole): boolean {
  if (jaeger) return isGranted(own(value, 'securityContext') ?? jaeger.spec.securityContext);
  return (
    list(workload?.podSpec.initContainers).length > 0 ||
    isGranted(workload?.podSpec.securityContext) ||
    own(container?.value.securityContext, 'runAsUser') === 0
  );
}

function isGranted(context: unknown): boolean {
  return own(context, 'fsGroup') !== undefined || own(context, 'runAsUser') === 0;
}
