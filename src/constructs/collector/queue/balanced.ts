import { record } from '../../../upstream/values/unknown.ts';
import type { Components } from '../components.ts';

/** What exporters that do not balance load try again by when they are told nothing (opentelemetry-collector v0.158.0 config/configretry). */
export const patience = {
  enabled: true,
  initial_interval: '5s',
  randomization_factor: 0.5,
  multiplier: 1.5,
  max_interval: '30s',
};

/** What a balancer makes exporters of for each pod, without queues and tries of their own. */
export function withoutQueue(protocol: unknown): Components {
  const otlp = record(record(protocol).otlp);
  return {
    ...record(protocol),
    otlp: { ...otlp, sending_queue: { enabled: false }, retry_on_failure: { enabled: false } },
  };
}
