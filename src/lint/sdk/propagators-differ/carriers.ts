import { readEnvironment } from '../../../model/kubernetes/environment.ts';
import { type KubeObject, objectName, textItems } from '../../../model/kubernetes/objects.ts';
import { envVar } from '../../../model/kubernetes/workloads.ts';
import type { Model } from '../../../model/model.ts';
import { providerPropagators } from '../../../upstream/istio/tracing.ts';
import {
  formatsOf,
  propagatorsVariable,
  usualPropagators,
} from '../../../upstream/sdk/propagation.ts';
import type { Path } from '../../../yaml/locate.ts';

/** Format in which traces are carried on where nothing is said. */
export const [standard = ''] = formatsOf(usualPropagators) ?? [];

/** Something that carries traces on, and the place that says how. */
export interface Carrier {
  readonly object: KubeObject;
  readonly path: Path;
  /** What to call it in a message. */
  readonly name: string;
  readonly formats: readonly string[];
  /** The workload whose containers it is in; unset for what is of no single one. */
  readonly workload?: KubeObject;
  /** Whether nothing is written of it, so that it has what is usual. */
  readonly assumed: boolean;
}

/** Whether two have a format in common. */
export function meet(a: Carrier, b: Carrier): boolean {
  return a.formats.some((format) => b.formats.includes(format));
}

/** Agents of Instrumentations. */
export function instrumentations({ instrumentations: all }: Model): Carrier[] {
  return all.flatMap(({ object, spec, env, languages }) => {
    // agents of some languages are told otherwise
    if (languages.some((language) => envVar(language.env, propagatorsVariable))) return [];
    const told = envVar(env, propagatorsVariable);
    const path = told ? [...told.path, 'value'] : ['spec', 'propagators'];
    const items = textItems(spec.propagators, path).map(({ text }) => text);
    const written = told ? told.value?.split(',') : items;
    if (!written) return [];
    const formats = formatsOf(written.length > 0 ? written : usualPropagators);
    const place = written.length > 0 ? path : ['spec'];
    return formats === undefined
      ? []
      : [{ object, path: place, name: objectName(object), formats, assumed: written.length === 0 }];
  });
}

/** Programs that are told their propagators. */
export function workloads({ objects, workloads: all }: Model): Carrier[] {
  return all.flatMap((workload) =>
    workload.containers.flatMap((container): Carrier[] => {
      if (!container.env.some(({ name }) => name === propagatorsVariable)) return [];
      const found = readEnvironment(objects, workload.object, container).find(
        ({ name }) => name === propagatorsVariable,
      );
      const formats = found && formatsOf(found.value.split(','));
      if (!formats) return [];
      const name = objectName(workload.object);
      const { object, path } = found;
      return [{ object, path, name, formats, workload: workload.object, assumed: false }];
    }),
  );
}

/** Proxies of a mesh, by the providers that report their spans. */
export function meshes({ meshes: all, tracingProviders }: Model): Carrier[] {
  return all.flatMap(({ providers, defaults }) =>
    (providers ?? []).flatMap(({ object, path, name, value }): Carrier[] => {
      const isUsed = [...defaults, ...tracingProviders].some((one) => one.name === name);
      const formats = isUsed ? formatsOf(providerPropagators(value) ?? []) : undefined;
      return formats
        ? [{ object, path, name: `Istio with provider ${name}`, formats, assumed: false }]
        : [];
    }),
  );
}
