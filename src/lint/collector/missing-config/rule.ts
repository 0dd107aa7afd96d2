import type { Collector } from '../../../model/collector/instances.ts';
import {
  keysOf,
  mountedFile,
  referenced,
  volumeAt,
  volumeSources,
} from '../../../model/kubernetes/files.ts';
import { isFilledByWebhook } from '../../../model/kubernetes/injectors.ts';
import type { ObjectIndex } from '../../../model/kubernetes/objects.ts';
import { readFlags } from '../../../model/kubernetes/workloads.ts';
import {
  defaultConfigFiles,
  isPublished,
  oldConfigFile,
} from '../../../upstream/collector/environment.ts';
import { listed } from '../../../upstream/values/shown.ts';
import { list, own, text } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A file that `--config` names, where what is mounted has another one, or nothing is mounted. */
export const missingConfig: Rule = {
  id: 'collector/missing-config',
  severity: 'error',
  rationale: 'the collector fails to start when the file that --config names does not exist',
  ignoreWhen:
    'a controller or an overlay adds the file to the mounted object before the pod starts',
  source: 'opentelemetry-collector v0.158.0 confmap/provider/fileprovider',
  visit: ({ objects }) => ({
    *collector(collector) {
      const { workload, container, distribution } = collector;
      // an image of somebody's may have the file in it
      if (!workload || !container || distribution === undefined) return;
      if (isFilledByWebhook(workload)) return;
      for (const flag of readFlags(workload.object, container)) {
        if (flag.name === 'config') yield* problems(collector, flag, objects);
      }
    },
  }),
};

type Flag = ReturnType<typeof readFlags>[number];

function* problems(
  { workload, container, distribution, namespace }: Collector,
  { value = '', object, path }: Flag,
  objects: ObjectIndex,
): Iterable<Finding> {
  const name = value.replace(/^file:/, '');
  if (!workload || !container || !/^\/[^$]*$/.test(name)) return;
  const file = mountedFile(objects, workload, container, name);
  if (file.status === 'missing-key') {
    const place = volumeAt(container.value.volumeMounts, workload.podSpec.volumes, name);
    const files = filesIn(place?.volume, namespace, objects);
    // a key that a volume asks for and does not get is told of by a rule about all pods
    if (place && files.includes(place.name)) return;
    const { kind, name: source } = file.reference;
    const got = files.length === 0 ? 'nothing' : listed(files, ' and ');
    const message = `${container.name} cannot read '${name}': the mounted ${kind} ${source} has ${got}`;
    yield { object, path, message };
  } else if (file.status === 'not-mounted' && isBare(distribution, name)) {
    const message = `${container.name} cannot read '${name}': no volume is mounted there`;
    const isCertain = isPublished(container.imageReference?.repository ?? '');
    yield { object, path, message, severity: isCertain ? undefined : 'warning' };
  }
}

/** Whether an image has no file of that name: images of the project have their own configuration alone, older ones in another folder. */
function isBare(distribution: Collector['distribution'], name: string): boolean {
  if (distribution === undefined || distribution === 'jaeger') return false;
  return ![...Object.values(defaultConfigFiles), oldConfigFile].includes(name);
}

/** Names of the files that a volume has of ConfigMaps and Secrets. */
function filesIn(volume: unknown, namespace: string, objects: ObjectIndex): string[] {
  return volumeSources(volume).flatMap(({ kind, name, items }) => {
    if (Array.isArray(items)) return list(items).flatMap((item) => text(own(item, 'path')) ?? []);
    const found = referenced(objects, { kind, namespace, name });
    return found ? keysOf(found) : [];
  });
}
