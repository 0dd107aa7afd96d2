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
import { listed } from '../../../upstream/values/shown.ts';
import type { Path } from '../../../yaml/locate.ts';
import { once } from '../../once.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Applications that carry traces on in formats of which none is common to both. */
export const propagatorsDiffer: Rule = {
  id: 'sdk/propagators-differ',
  severity: 'warning',
  rationale:
    'a trace breaks in two where one application calls another that does not read its headers',
  source:
    'opentelemetry-specification context/api-propagators.md and configuration/sdk-environment-variables.md; envoy v1.36 config/trace/v3/zipkin.proto',
  ignoreWhen:
    'the two never call each other, not even by way of a third, or the code of one sets other propagators than the manifests say',
  *check(model) {
    const isNew = once();
    const carriers = [...instrumentations(model), ...workloads(model), ...meshes(model)];
    const [usual] = carriers.filter(({ formats }) => formats.includes(standard));
    for (const carrier of carriers) {
      // whoever carries what is usual is not the odd one out
      if (carrier.formats.includes(standard)) continue;
      const other = usual ?? carriers.find((one) => !meet(one, carrier));
      if (!other || meet(other, carrier) || !isNew(carrier)) continue;
      yield problemOf(carrier, other);
    }
  },
};

const [standard = ''] = formatsOf(usualPropagators) ?? [];

/** Something that carries traces on, and the place that says how. */
interface Carrier {
  readonly object: KubeObject;
  readonly path: Path;
  /** What to call it in a message. */
  readonly name: string;
  readonly formats: readonly string[];
  /** Whether nothing is written of it, so that it has what is usual. */
  readonly assumed: boolean;
}

function meet(a: Carrier, b: Carrier): boolean {
  return a.formats.some((format) => b.formats.includes(format));
}

function problemOf({ object, path, name, formats }: Carrier, other: Carrier): Finding {
  const reads = other.assumed ? ', as nothing is said of it,' : '';
  return {
    object,
    path,
    message: `${name} carries traces on as ${listed(formats, ' and ')}, but ${other.name}${reads} as ${listed(other.formats, ' and ')}: a trace breaks where one calls the other`,
    ...(other.assumed && { severity: 'info' as const }),
  };
}

/** Agents of Instrumentations. */
function instrumentations({ instrumentations: all }: Model): Carrier[] {
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
function workloads({ objects, workloads: all }: Model): Carrier[] {
  return all.flatMap((workload) =>
    workload.containers.flatMap((container): Carrier[] => {
      if (!container.env.some(({ name }) => name === propagatorsVariable)) return [];
      const found = readEnvironment(objects, workload.object, container).find(
        ({ name }) => name === propagatorsVariable,
      );
      const formats = found && formatsOf(found.value.split(','));
      if (!formats) return [];
      const name = objectName(workload.object);
      return [{ object: found.object, path: found.path, name, formats, assumed: false }];
    }),
  );
}

/** Proxies of a mesh, by the providers that report their spans. */
function meshes({ meshes: all, tracingProviders }: Model): Carrier[] {
  return all.flatMap(({ providers, defaults }) =>
    (providers ?? []).flatMap(({ object, path, name, value }): Carrier[] => {
      const isUsed = defaults.includes(name) || tracingProviders.some((one) => one.name === name);
      const formats = isUsed ? formatsOf(providerPropagators(value) ?? []) : undefined;
      return formats
        ? [{ object, path, name: `Istio with provider ${name}`, formats, assumed: false }]
        : [];
    }),
  );
}
