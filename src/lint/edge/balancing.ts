import type { Rule } from '../rule.ts';
import { collectorExample, jaegerExample } from './examples.ts';
import { changedAddress, serviceName, usedEdges } from './used-edges.ts';

function example(host: string): string {
  const front = collectorExample({
    name: 'front',
    exporter: `loadbalancing:
  protocol:
    otlp:
      tls:
        insecure: true
  resolver:
    dns:
      hostname: ${host}`,
  }).replace('  mode:', '  image: otel/opentelemetry-collector-contrib:0.158.0\n  mode:');
  const back = collectorExample({
    name: 'back',
    exporter: `otlp:
  endpoint: jaeger-collector:4317
  tls:
    insecure: true`,
  });
  return [jaegerExample, back, front].join('---\n');
}

/** A load balancing exporter that looks up a Service with an address of its own. */
export const balancing: Rule = {
  id: 'edge/balancing',
  severity: 'error',
  rationale:
    'such a Service has one address, so the exporter sees one backend and spans of one trace end in different pods',
  source: 'opentelemetry-collector-contrib exporter/loadbalancingexporter README',
  wrong: example('back-collector.tracing.svc'),
  right: example('back-collector-headless.tracing.svc'),
  *check(model) {
    for (const edge of usedEdges(model)) {
      const { sender, target, client } = edge;
      if (target.kind !== 'service' || target.service.headless) continue;
      if (sender.kind !== 'collector' || sender.path.at(-2) !== 'dns') continue;
      const { service } = target;
      const headless = model.services
        .inNamespace(service.namespace)
        .find((other) => other.object === service.object && other.headless);
      const host = headless && edge.address?.host.replace(service.name, headless.name);
      const fix = host === undefined ? undefined : changedAddress(edge, { host });
      yield {
        object: sender.object,
        path: sender.path,
        message: `${client} must look up a headless Service, got ${serviceName(service, sender)}, which has one address for all pods`,
        ...(fix === undefined ? {} : { fix: fix.replace(/:\d+$/, '') }),
        // with one pod there is nothing to balance yet
        ...((service.collector?.replicas ?? 1) > 1 ? {} : { severity: 'warning' as const }),
      };
    }
  },
};
