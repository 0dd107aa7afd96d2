import { isMeshConfigMap, meshConfigPaths, meshKey } from '../../upstream/istio/tracing.ts';
import {
  at,
  isRecord,
  list,
  own,
  record,
  text,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';
import { readEmbedded } from '../kubernetes/embedded.ts';
import type { Location, ObjectIndex } from '../kubernetes/objects.ts';
import type { NamedProvider } from './telemetries.ts';

/** Something that traces may be reported to, as the mesh configuration names it. */
export interface MeshProvider extends Location {
  readonly name: string;
  readonly value: UnknownRecord;
}

/** The configuration of a mesh. */
export interface Mesh extends Location {
  readonly namespace: string;
  readonly value: UnknownRecord;
  /** Its extension providers; unset when it names none, so that others may be merged into it. */
  readonly providers?: readonly MeshProvider[];
  /** The providers for what no Telemetry says otherwise of, each at its name. */
  readonly defaults: readonly NamedProvider[];
}

/** Mesh configurations: of the ConfigMap that istiod reads, and of what that is made from. */
export function readMeshes(objects: ObjectIndex): Mesh[] {
  const written = objects.ofKind('ConfigMap', '').flatMap((object) => {
    const yaml = text(at(object.value, 'data', meshKey));
    if (!isMeshConfigMap(object.name) || yaml === undefined) return [];
    const { value } = readEmbedded(yaml);
    return isRecord(value) ? [{ object, path: ['data', meshKey], value }] : [];
  });
  const made = [...meshConfigPaths].flatMap(([kind, path]) =>
    objects.ofKind(kind).flatMap((object) => {
      const value = at(object.value, ...path);
      return isRecord(value) ? [{ object, path: [...path], value }] : [];
    }),
  );
  return [...written, ...made].map((place) => {
    const { object, path, value } = place;
    const providers = own(value, 'extensionProviders');
    const inside = ['defaultProviders', 'tracing'];
    return {
      ...place,
      namespace: object.namespace,
      defaults: list(at(value, ...inside)).flatMap((one, index) => {
        const name = text(one);
        return name === undefined ? [] : [{ object, path: [...path, ...inside, index], name }];
      }),
      ...(Array.isArray(providers) && {
        providers: providers.map((provider, index) => ({
          object,
          path: [...path, 'extensionProviders', index],
          name: text(own(provider, 'name')) ?? '',
          value: record(provider),
        })),
      }),
    };
  });
}
