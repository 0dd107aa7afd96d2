import { listed } from '../../../upstream/values/shown.ts';
import { once } from '../../once.ts';
import type { Finding, Rule } from '../../rule.ts';
import { type Carrier, instrumentations, meet, meshes, standard, workloads } from './carriers.ts';
import { entrances } from './entrances.ts';

/** Applications that carry traces on in formats of which none is common to both. */
export const propagatorsDiffer: Rule = {
  id: 'sdk/propagators-differ',
  severity: 'warning',
  rationale:
    'the trace breaks in two where one application calls another that does not read its headers',
  source:
    'opentelemetry-specification context/api-propagators.md and configuration/sdk-environment-variables.md; envoy v1.36 config/trace/v3/zipkin.proto; opentelemetry-cpp-contrib instrumentation/nginx/README.md; traefik v3 pkg/tracing',
  ignoreWhen:
    'the two never call each other, not even through a third, or the code of one sets other propagators than the manifests say',
  *check(model) {
    const isNew = once();
    const agents = instrumentations(model);
    const programs = workloads(model);
    const carriers = [...agents, ...programs, ...meshes(model)];
    const usual = carriers.filter(({ formats }) => formats.includes(standard));
    for (const carrier of carriers) {
      // whoever carries what is usual is not the odd one out
      if (carrier.formats.includes(standard)) continue;
      // containers of one pod need not call each other
      const others = (usual.length > 0 ? usual : carriers).filter(
        ({ workload }) => workload === undefined || workload !== carrier.workload,
      );
      const other = others.find((one) => !meet(one, carrier));
      if (!other || !isNew(carrier)) continue;
      yield problemOf(carrier, other);
    }
    for (const { carrier, by } of entrances(model, [...agents, ...programs])) {
      if (isNew(carrier)) yield problemOf(carrier, by);
    }
  },
};

function problemOf({ object, path, name, formats }: Carrier, other: Carrier): Finding {
  const reads = other.assumed ? ' by default' : '';
  return {
    object,
    path,
    message: `${name} propagates context as ${listed(formats, ' and ')}, but ${other.name}${reads} as ${listed(other.formats, ' and ')}: the trace breaks where one calls the other`,
    ...(other.assumed && { severity: 'info' as const }),
  };
}
