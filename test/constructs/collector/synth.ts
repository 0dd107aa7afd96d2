import { Testing } from 'cdk8s';
import { OtelCollector } from '../../../src/constructs/collector/instance.ts';
import type { OtelCollectorProps } from '../../../src/constructs/collector/props.ts';
import { Endpoint } from '../../../src/constructs/edge/endpoint.ts';
import { lint } from '../../../src/lint/lint.ts';
import { readModel } from '../../../src/model/model.ts';

/** A Jaeger that is not among the manifests of a test. */
export const jaeger = new Endpoint('otlp-grpc', {
  host: 'jaeger-collector.example.com',
});

/** Objects of a collector on its own. */
export function synth(props: Partial<OtelCollectorProps> = {}) {
  const chart = Testing.chart();
  new OtelCollector(chart, 'Collector', { namespace: 'tracing', exportTo: [jaeger], ...props });
  return Testing.synth(chart);
}

/** What the linter has to say of objects, save for what it only informs of. */
export function findings(objects: readonly { readonly kind: string }[]): string[] {
  return lint(readModel(objects.map((value) => ({ value: { ...value } }))))
    .filter(({ severity }) => severity !== 'info')
    .map(({ severity, rule, message }) => `${severity} ${rule.id}: ${message}`);
}
