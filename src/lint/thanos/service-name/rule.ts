import type { Container } from '../../../model/kubernetes/workloads.ts';
import { thanosLocation } from '../../../model/thanos/tracing.ts';
import { thanosOtlpKeys } from '../../../upstream/thanos/tracing.ts';
import { scalarText } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';
import { isOtlp } from '../thanos-finding.ts';

/** No name of the service that traces are found under. */
export const serviceName: Rule = {
  id: 'thanos/service-name',
  severity: 'warning',
  rationale:
    'such traces are shown as those of OTLPResourceNoServiceName, whatever component they are of',
  source: 'thanos#6184',
  *check({ thanos }) {
    for (const tracing of thanos) {
      const { config, container, version, label } = tracing;
      if (!isOtlp(tracing) || !container || named(container)) continue;
      const since = thanosOtlpKeys.service_name?.since ?? '';
      const reads = version === undefined || isAtLeast(version, since);
      if (reads && scalarText(config.service_name)) continue;
      yield {
        ...thanosLocation(tracing, 'config'),
        message: reads
          ? `${label}: config must have a service_name`
          : `${label}: environment must have OTEL_SERVICE_NAME, as Thanos reads service_name from ${since} on, got ${version}`,
      };
    }
  },
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
