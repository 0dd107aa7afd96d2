import type { Collector } from '../../../model/collector/instances.ts';
import { fileAt } from '../../../model/kubernetes/files.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';
import { textValues } from '../text-values.ts';

/** A certificate that a component reads from where no volume is mounted. */
export const fileNotMounted: Rule = {
  id: 'collector/file-not-mounted',
  severity: 'error',
  rationale: 'a collector does not start when it cannot read a CA, a certificate or a key',
  source: 'opentelemetry-collector v0.158.0 config/configtls',
  *check({ collectors, objects }) {
    for (const collector of collectors) {
      // images of somebody's may have the file in them, and a sidecar has the volumes of its pod
      const { image, distribution, mode } = collector;
      if ((image !== undefined && distribution === undefined) || mode === 'sidecar') continue;
      const [mounts, volumes] = mountsOf(collector);
      for (const { message, file, ...location } of files(collector)) {
        const found = fileAt(objects, collector.namespace, mounts, volumes, file);
        if (found.status === 'not-mounted') yield { ...location, message };
      }
    }
  },
};

const fileKeys = /^(?:ca|client_ca|cert|key)_file$/;

// what Kubernetes, the operators, injectors and the images put into the container
const provided =
  /^\/(?:var\/)?run\/secrets\/|^\/etc\/(?:ssl|pki)\/|^\/(?:conf|var\/conf|tls|vault)\//;

function* files({ config }: Collector): Iterable<Finding & { readonly file: string }> {
  for (const component of config?.components ?? []) {
    // files of its storages are those of Jaeger
    if (component.type === 'jaeger_storage' || !config?.isEnabled(component)) continue;
    for (const { value, path } of textValues(component.settings)) {
      if (!fileKeys.test(String(path.at(-1))) || !/^\/[^$]*$/.test(value)) continue;
      if (provided.test(value)) continue;
      yield {
        object: component.object,
        path: [...component.path, ...path],
        message: `${component.id} cannot read '${value}': no volume is mounted there`,
        file: value,
      };
    }
  }
}

function mountsOf({ object, container, workload }: Collector): [mounts: unknown, volumes: unknown] {
  if (container) return [container.value.volumeMounts, workload?.podSpec.volumes];
  const spec = own(object.value, 'spec');
  return [own(spec, 'volumeMounts'), own(spec, 'volumes')];
}
