import type { Container } from '../../../model/kubernetes/workloads.ts';
import { thanosOtlpSince, thanosSamplerSince } from '../../../upstream/thanos/tracing.ts';
import { scalarText } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp, labelledConfig } from '../labelled.ts';

/** No name of the service that traces are found under. */
export const serviceName: Rule = {
  id: 'thanos/service-name',
  severity: 'warning',
  rationale:
    'these traces appear under the service OTLPResourceNoServiceName, whichever component sent them',
  source: 'thanos#6184',
  ignoreWhen:
    'the collector that receives the spans sets their service name with a resource processor',
  since: `thanos ${thanosOtlpSince}`,
  visit: () => ({
    *thanos(tracing) {
      const { config, container, version } = tracing;
      if (!isOtlp(tracing) || !container || named(container)) return;
      const since = thanosSamplerSince;
      const reads = version === undefined || isAtLeast(version, since);
      if (reads && scalarText(config.service_name)) return;
      const message = reads
        ? 'config must have a service_name'
        : `environment must have OTEL_SERVICE_NAME, as Thanos reads service_name from ${since} on, got ${version}`;
      yield labelledConfig(tracing, { message });
    },
  }),
};

// what envFrom brings is not known
function named({ env, value }: Container): boolean {
  return (
    value.envFrom !== undefined ||
    env.some(
      ({ name, value: text }) =>
        name === 'OTEL_SERVICE_NAME' ||
        (name === 'OTEL_RESOURCE_ATTRIBUTES' && text?.includes('service.name=') !== false),
    )
  );
}
