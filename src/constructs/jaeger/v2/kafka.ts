import { kafkaTopicsSince } from '../../../upstream/jaeger/v2/changes.ts';
import { literal } from '../../../upstream/jaeger/v2/servers.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Components } from '../../collector/components.ts';
import { connectionSettings } from '../../kafka/connection.ts';
import type { KafkaProps } from '../kafka.ts';

// what Jaeger v1 writes and reads, a message for each span: a whole batch in one is larger than brokers take
const encoding = 'jaeger_proto';

/** The exporter of what takes spans. */
export function kafkaExporter(props: KafkaProps): Components {
  const { topic = 'jaeger-spans' } = props;
  return {
    ...connectionSettings(props),
    traces: { topic, encoding },
    producer: { required_acks: 'all' },
  };
}

/** The receiver of what stores them, for a release of Jaeger. */
export function kafkaReceiver(props: KafkaProps, release: string): Components {
  const { topic = 'jaeger-spans', groupId = 'jaeger-ingester' } = props;
  return {
    ...connectionSettings(props),
    group_id: literal(groupId),
    client_id: 'jaeger-ingester',
    initial_offset: 'earliest',
    traces: isAtLeast(release, kafkaTopicsSince)
      ? { topics: [topic], encoding }
      : { topic, encoding },
    // after it went on, which is into a batch: to wait for storage with each message, a span each, would be far too slow
    message_marking: { after: true },
  };
}
