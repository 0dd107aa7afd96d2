import type { JaegerSpec } from '../../../../imports/jaegertracing.io.ts';
import { isIndexStorage } from '../../elasticsearch/storage.ts';
import { restrictedContainer } from '../../kubernetes/restricted.ts';
import { type Written, withExtra } from '../../props/extra-spec.ts';
import type { JaegerProps } from './props.ts';
import { rolesOf } from './strategy.ts';

/** Security context of containers by default; the job of the service graph writes its user into /etc/passwd. */
export const usualSecurity = restrictedContainer({ readOnlyRoot: false });

/**
 * The spec of a Jaeger with security contexts that keep to `restricted`, where it says nothing else. Those of the index cleaner and
 * of the agent are not taken from the whole instance, and a component with one of its own does not take it either.
 *
 * Source: jaeger-operator v1.65.0 pkg/util/util.go, pkg/cronjob/es_index_cleaner.go, pkg/inject/sidecar.go.
 */
export function restrictedSpec(spec: Written<JaegerSpec>, props: JaegerProps): Written<JaegerSpec> {
  const { restricted = true, storage, queryTracing, pods = {} } = props;
  if (!restricted) return spec;
  const container = { containerSecurityContext: usualSecurity };
  const roles = rolesOf(props);
  const usual: Written<JaegerSpec> = {
    ...container,
    ...Object.fromEntries(
      roles.filter((role) => pods[role]?.securityContext).map((role) => [role, container]),
    ),
    agent:
      queryTracing && roles.includes('query')
        ? { sidecarSecurityContext: container.containerSecurityContext }
        : undefined,
    storage: isIndexStorage(storage) ? { esIndexCleaner: container } : undefined,
  };
  return withExtra(usual, spec);
}
