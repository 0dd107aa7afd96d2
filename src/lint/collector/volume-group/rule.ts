import { mayBeRoots } from '../../../model/collector/mounts.ts';
import { isOpenShift } from '../../../model/jaeger/platform.ts';
import { fileStorageFolder } from '../../../upstream/collector/extensions/file-storage.ts';
import { own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** User of the images of the project (opentelemetry-collector-releases v0.158.0 distributions, Dockerfile). */
const imageUser = 10001;

/** A claimed volume for a file_storage that the user of the image may not be able to write to. */
export const volumeGroup: Rule = {
  id: 'collector/volume-group',
  severity: 'warning',
  rationale:
    'the user of the image cannot write to a volume that belongs to root, so the collector fails to start',
  ignoreWhen:
    'every user can write to volumes of that storage class, as on many network file systems, or something else changes their owner',
  source:
    'opentelemetry-collector-contrib#40381, opentelemetry-helm-charts#650; opentelemetry-collector-releases v0.158.0 distributions, Dockerfile (USER 10001)',
  visit: (model) => ({
    *component(component, collector) {
      const { kind, type, id, settings } = component;
      if (kind !== 'extensions' || type !== 'file_storage') return;
      // of an image of somebody's the user is not known
      if (!collector.config.isEnabled(component) || collector.distribution === undefined) return;
      const written = text(own(settings, 'directory'));
      const directory = written || fileStorageFolder;
      // there every pod is given a group
      if (collector.mode === 'sidecar' || isOpenShift(model)) return;
      if (!mayBeRoots(model.objects, collector, directory)) return;
      yield {
        path: written ? ['directory'] : [],
        message: `${id} needs pods with fsGroup ${imageUser} in their security context to write to '${directory}', which is in a volume of a PersistentVolumeClaim`,
      };
    },
  }),
};
