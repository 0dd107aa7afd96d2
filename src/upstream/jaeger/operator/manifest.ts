import type { OperatorManifest } from '../../operator/manifest.ts';
import { versions } from '../../operator/versions.ts';

/**
 * Label by which an operator marks the Jaegers that it works on; it leaves those alone that have the mark of another.
 *
 * Source: jaeger-operator v1.51.0 pkg/controller/jaeger/jaeger_controller.go.
 */
export const jaegerOperatorMark = 'jaegertracing.io/operated-by';

/** Variable that tells an operator its own name, for the mark. */
export const jaegerOperatorNameVariable = 'OPERATOR_NAME';

/**
 * What an operator marks Jaegers with.
 *
 * @param name - what {@link jaegerOperatorNameVariable} says
 */
export function jaegerOperatorIdentity(namespace: string, name = 'jaeger-operator'): string {
  return `${namespace}.${name}`;
}

const labels = { name: 'jaeger-operator' };
const group = 'jaegertracing.io';
const jaegers = { apiGroup: group, apiVersion: 'v1', resource: 'jaegers' };

/**
 * The Jaeger operator's release manifest, without its roles and its Deployment.
 *
 * Source: jaeger-operator v1.65.0, release manifest jaeger-operator.yaml.
 */
export const jaegerOperatorManifest: OperatorManifest = {
  title: 'Jaeger operator',
  image: `quay.io/jaegertracing/jaeger-operator:${versions.jaegerOperator}`,
  group,
  crds: group,
  labels,
  podLabels: labels,
  serviceAccount: 'jaeger-operator',
  deployment: 'jaeger-operator',
  metricsService: 'jaeger-operator-metrics',
  metricsServiceLabels: { 'app.kubernetes.io/component': 'metrics' },
  webhookService: 'jaeger-operator-webhook-service',
  certificate: 'jaeger-operator-serving-cert',
  issuer: 'jaeger-operator-selfsigned-issuer',
  certificateSecret: 'jaeger-operator-service-cert',
  organizationalUnit: 'jaeger-operator',
  mutatingConfiguration: 'jaeger-operator-mutating-webhook-configuration',
  mutatingWebhooks: [
    {
      name: 'deployment.sidecar-injector.jaegertracing.io',
      path: '/mutate-v1-deployment',
      apiGroup: 'apps',
      apiVersion: 'v1',
      resource: 'deployments',
      operations: ['CREATE', 'UPDATE'],
      failurePolicy: 'Ignore',
      except: { label: 'name', value: 'jaeger-operator' },
    },
    {
      name: 'mjaeger.kb.io',
      path: '/mutate-jaegertracing-io-v1-jaeger',
      ...jaegers,
      operations: ['CREATE', 'UPDATE'],
      failurePolicy: 'Fail',
    },
  ],
  validatingConfiguration: 'jaeger-operator-validating-webhook-configuration',
  validatingWebhooks: [
    {
      name: 'vjaeger.kb.io',
      path: '/validate-jaegertracing-io-v1-jaeger',
      ...jaegers,
      operations: ['CREATE', 'UPDATE'],
      failurePolicy: 'Fail',
    },
  ],
  caInjectedCrds: [`jaegers.${group}`],
  conversions: {},
};
