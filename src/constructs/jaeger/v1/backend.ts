import type { Backend } from '../../edge/backend.ts';
import type { MetricsTarget } from '../../edge/metrics-target.ts';
import { OperatorCrds } from '../../operator/crds.ts';
import { unwatchedProblem } from '../../operator/props.ts';
import { refuse } from '../../props/refuse.ts';
import { requires } from '../../props/requires.ts';
import { flag, mapping, required } from '../../props/shape.ts';
import { Jaeger } from './instance.ts';
import { JaegerOperator, type JaegerOperatorProps } from './operator.ts';
import type { JaegerProps } from './props.ts';
import { sizedJaeger } from './sized.ts';

/** Props that the stack has one value for. */
type Common = 'namespace' | 'clusterDomain';

/** Settings of a Jaeger v1 and of the operator that runs it. */
export interface JaegerBackendProps extends Omit<JaegerProps, Common> {
  /**
   * Whether the Jaeger operator and its CRD are installed; without them the cluster must have both.
   *
   * @default true
   */
  readonly installOperator?: boolean;
  /**
   * Settings of the Jaeger operator that is installed.
   *
   * @default - none
   */
  readonly operator?: Omit<JaegerOperatorProps, Common | 'crds'>;
}

/** A Jaeger v1, and the Jaeger operator that runs it. */
export function jaeger(props: JaegerBackendProps): Backend {
  refuse(
    required(mapping).problem('props of jaeger', props),
    flag.problem('installOperator', props?.installOperator),
    mapping.problem('operator', props?.operator),
  );
  const { installOperator = true, operator, ...settings } = props;
  return {
    bind(scope) {
      const { namespace, clusterDomain, sizing } = scope;
      const watched: MetricsTarget[] = [];
      refuse(
        scope.instances,
        !installOperator && operator !== undefined
          ? 'backend.operator must not be set with installOperator: false, which installs none'
          : undefined,
      );
      if (installOperator) {
        // charts come about in this order
        const { crds, operators } = scope;
        refuse(operators, unwatchedProblem('backend.operator', operator, namespace));
        const installed = new JaegerOperator(operators, 'JaegerOperator', {
          ...operator,
          namespace,
          clusterDomain,
          crds: false,
        });
        new OperatorCrds(crds, 'JaegerOperatorCrds', { operator: installed });
        watched.push(...installed.metrics);
      }
      const instance = new Jaeger(scope.instances, 'Jaeger', {
        ...sizedJaeger(settings, sizing),
        namespace,
        clusterDomain,
      });
      if (!installOperator) requires(instance, 'jaeger-operator');
      const { otlpGrpc, thriftHttp, query, metrics } = instance;
      return { otlp: [otlpGrpc], thriftHttp, query, metrics: [...metrics, ...watched] };
    },
  };
}
