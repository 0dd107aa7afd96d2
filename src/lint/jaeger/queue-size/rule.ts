import { optionOf } from '../../../model/jaeger/roles.ts';
import type { Location } from '../../../model/kubernetes/objects.ts';
import { queueSizeFlag } from '../../../upstream/jaeger/queue.ts';
import type { Finding, Rule } from '../../rule.ts';
import { type ShortQueue, shortQueues, spansAtOnce } from '../queues.ts';

/** A queue of Jaeger v1 that somebody made shorter than what an exporter sends at once. */
export const queueSize: Rule = {
  id: 'jaeger/queue-size',
  severity: 'warning',
  rationale:
    'a Jaeger v1 collector accepts every batch, and silently drops spans for which its queue has no room',
  ignoreWhen:
    "the exporter never receives as many spans as the message says, not even after an outage, and Jaeger's metric of dropped spans stays at zero. A longer queue needs more memory for its spans. For Jaeger's default queue of 2,000 spans only the summary says this",
  source:
    'jaeger v1.65.0 cmd/collector/app/span_processor.go and pkg/queue/bounded_queue.go; opentelemetry-collector v0.158.0 processor/batchprocessor/factory.go and exporter/exporterhelper/internal/queue_sender.go; measured in docs/jaeger.md',
  *check(model) {
    for (const short of shortQueues(model)) if (short.written) yield problemOf(short);
  },
};

// what comes faster than that to one pod is the load of somebody who has measured
const usualRate = 5000;

function problemOf(short: ShortQueue): Finding {
  const { role, queued, burst, rate } = short;
  const { jaeger, label } = role;
  const who = jaeger ? `collector of Jaeger ${jaeger.name}` : `container ${label}`;
  const sent =
    rate === undefined
      ? `${burst.batches} batches of ${burst.spans} at once after an outage`
      : `batches of up to ${burst.spans}, which exceed it from ${rate} spans a second on`;
  return {
    ...placeOf(short),
    message: `${who} queues ${queued} spans and silently drops more, but exporter ${burst.client} sends ${sent}`,
    fix: `${jaeger ? `${queueSizeFlag}: ` : `--${queueSizeFlag}=`}${spansAtOnce(burst)}`,
    severity: rate !== undefined && rate <= usualRate ? 'warning' : 'info',
  };
}

function placeOf({ role }: ShortQueue): Location {
  const { object, path } = optionOf(role, queueSizeFlag) ?? role;
  return { object, path };
}
