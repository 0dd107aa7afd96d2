import { otlpProtocols, tracesUnder } from '../../upstream/edge/protocols.ts';
import { own, record, text } from '../../upstream/values/unknown.ts';
import type { Sender } from '../edge/senders.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';

/** API group of the Prometheus operator. */
export const prometheusGroup = 'monitoring.coreos.com';

/**
 * Addresses that Prometheus sends spans of its own to, `spec.tracingConfig`.
 *
 * Source: prometheus-operator v0.93.0 pkg/apis/monitoring/v1/prometheus_types.go.
 */
export function prometheusSenders(objects: ObjectIndex): Sender<'workload'>[] {
  return objects.ofKind('Prometheus', prometheusGroup).flatMap((object): Sender<'workload'>[] => {
    const config = record(own(object.value.spec, 'tracingConfig'));
    const address = text(config.endpoint);
    if (!address) return [];
    const path = ['spec', 'tracingConfig'];
    const client = (text(config.clientType) ?? 'grpc').toLowerCase();
    return [
      {
        kind: 'workload',
        client: object,
        label: 'prometheus',
        namespace: object.namespace,
        object,
        path: [...path, 'endpoint'],
        address,
        grammar: 'host-port',
        ...(client === 'grpc' ? { protocol: 'otlp-grpc' as const } : {}),
        ...(client === 'http' ? { protocol: 'otlp-http' as const } : {}),
        possible: otlpProtocols,
        posts: tracesUnder(undefined),
        tls: config.insecure !== true,
        tlsLocation: { object, path: [...path, 'insecure'] },
        enabled: true,
      },
    ];
  });
}
