import type { CollectorConfig, Component } from '../../../model/collector/config.ts';
import {
  hastyRetryProblem,
  kafkaRetriesSince,
  standstillProblem,
} from '../../../upstream/kafka/collector.ts';
import { componentType } from '../../../upstream/otel-operator/ports.ts';
import { own } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';
import { settingProblem } from '../setting-problem.ts';

/** A receiver of Kafka that stands still after a message that is refused, or tries it again without a pause. */
export const kafkaRetry: Rule = {
  id: 'collector/kafka-retry',
  severity: 'warning',
  rationale:
    'a message that the pipeline refuses blocks its partition for good, or is retried without a pause and uses a full CPU core',
  source:
    'opentelemetry-collector-contrib v0.140.1 and v0.158.0 receiver/kafkareceiver consumer_franz.go, factory.go; cenkalti/backoff v4 exponential.go',
  ignoreWhen: 'somebody watches for blocked partitions and restarts the pods',
  visit: () => ({
    *component(component, { config, version, distribution }) {
      if (component.kind !== 'receivers' || component.type !== 'kafka') return;
      // the release of a Jaeger is none of a collector
      if (distribution === 'jaeger' || version === undefined) return;
      if (!isAtLeast(version, kafkaRetriesSince) || !config.isEnabled(component)) return;
      const problem =
        hastyRetryProblem(component.settings) ??
        (mayBeRefused(config, component) ? standstillProblem(component.settings) : undefined);
      if (problem) yield settingProblem(component, { ...problem, severity: 'warning' });
    },
  }),
};

/** Processors that take whatever comes, and tell nobody what becomes of it. */
const takesAll = /^(?:batch|tail_sampling|group_?by_?trace)$/;

/** Whether the receiver hears of it when what it hands on cannot be taken. */
function mayBeRefused(config: CollectorConfig, component: Component): boolean {
  return config.pipelinesOf(component).some(({ processors, exporters }) => {
    const types = processors.map(({ id }) => componentType(id));
    const taking = types.findIndex((type) => takesAll.test(type));
    const heard = taking < 0 ? types : types.slice(0, taking);
    if (heard.includes('memory_limiter')) return true;
    return taking < 0 && !exporters.every(({ id }) => isAwaited(config, id));
  });
}

/** Whether whoever hands something to an exporter waits until its queue has room. */
function isAwaited(config: CollectorConfig, id: string): boolean {
  const queue = config.component('exporters', id)?.settings.sending_queue;
  return own(queue, 'block_on_overflow') === true && own(queue, 'enabled') !== false;
}
