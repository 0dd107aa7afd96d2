import type { Collector } from '../../../model/collector/instances.ts';
import { mountsOf } from '../../../model/collector/mounts.ts';
import { fileAt } from '../../../model/kubernetes/files.ts';
import { isProvidedFile, isTlsFile } from '../../../upstream/collector/environment.ts';
import type { Rule } from '../../rule.ts';
import { textValues } from '../text-values.ts';

/** A certificate that a component reads from where no volume is mounted. */
export const fileNotMounted: Rule = {
  id: 'collector/file-not-mounted',
  severity: 'error',
  rationale: 'the collector fails to start when it cannot read its CA, certificate or key file',
  source: 'opentelemetry-collector v0.158.0 config/configtls',
  ignoreWhen:
    'the volume comes from something outside the manifests, such as a webhook that injects certificates into pods, or the image is a build of your own that contains the file',
  visit: ({ objects }) => ({
    *component(component, collector) {
      // files of its storages are those of Jaeger
      if (component.type === 'jaeger_storage' || !collector.config.isEnabled(component)) return;
      if (hasUnseenFiles(collector)) return;
      const [mounts, volumes] = mountsOf(collector);
      for (const { value, path } of textValues(component.settings)) {
        if (!isTlsFile(String(path.at(-1))) || !isNeededFile(value)) continue;
        const file = fileAt(objects, collector.namespace, mounts, volumes, value);
        if (file.status !== 'not-mounted') continue;
        yield {
          path,
          message: `${component.id} cannot read '${value}': no volume is mounted there`,
        };
      }
    },
  }),
};

/** Whether an image of somebody's may have the file in it, or a sidecar the volumes of its pod. */
function hasUnseenFiles({ image, distribution, mode }: Collector): boolean {
  return (image !== undefined && distribution === undefined) || mode === 'sidecar';
}

function isNeededFile(path: string): boolean {
  return /^\/[^$]*$/.test(path) && !isProvidedFile(path);
}
