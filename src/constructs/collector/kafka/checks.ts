import { kafkaEncodings, usualBackoff } from '../../../upstream/kafka/collector.ts';
import { durationProblem, parseGoDuration } from '../../../upstream/values/duration.ts';
import { connectionProblems, topicProblem } from '../../kafka/connection.ts';
import { oneOfProblem, ownedProblem } from '../../props/refuse.ts';
import type { NamedCollectorProps } from '../props.ts';
import { carriedByKafka, groupOf, type KafkaTopic, kafkaEnds } from './topic.ts';

/** Why collectors do not meet at topics so, undefined entries where they do. */
export function kafkaProblems(props: NamedCollectorProps): (string | undefined)[] {
  const { exportToKafka, receiveFromKafka, mode, signals = {} } = props;
  return [
    ...kafkaEnds(props).flatMap(([what, kafka]) => [
      ...connectionProblems(what, kafka),
      ...topicsProblems(what, kafka),
      ...(['metrics', 'logs'] as const).map((signal) =>
        kafka[signal] !== undefined && signals[signal] === undefined
          ? `${what}.${signal} needs signals.${signal}, which takes ${signal}, got none`
          : undefined,
      ),
      groupOf(kafka) === '' || groupOf(kafka).includes('$')
        ? `${what}.groupId must be a string without '$', got '${kafka.groupId}'`
        : undefined,
      ...backoffProblems(what, kafka),
      mode === 'sidecar' && (kafka.secretName ?? kafka.caSecretName) !== undefined
        ? `${what} must need no Secret of a sidecar, whose pods are in namespaces of others; send to another collector`
        : undefined,
    ]),
    exportToKafka && receiveFromKafka
      ? 'exportToKafka must not be set with receiveFromKafka: what is read would be written again'
      : undefined,
    exportToKafka && ownedProblem('exporters', props.exporters, { kafka: 'exportToKafka' }),
    ...(receiveFromKafka
      ? [
          ownedProblem('receivers', props.receivers, { kafka: 'receiveFromKafka' }),
          ...(['metrics', 'logs'] as const).map((signal) =>
            ownedProblem(`signals.${signal}.receivers`, signals[signal]?.receivers, {
              kafka: 'receiveFromKafka',
            }),
          ),
        ]
      : []),
  ];
}

function topicsProblems(what: 'exportToKafka' | 'receiveFromKafka', kafka: KafkaTopic) {
  const carried = carriedByKafka(kafka);
  const end = what === 'exportToKafka' ? 'exporter' : 'receiver';
  const perSpan = carried[0]?.encoding.startsWith('jaeger_');
  return [
    ...carried.flatMap(({ signal, topic, encoding }, index) => {
      const of = signal === 'traces' ? what : `${what}.${signal}`;
      const rival = carried.slice(0, index).find((one) => one.topic === topic);
      return [
        topicProblem(`${of}.topic`, topic),
        oneOfProblem(`${of}.encoding`, encoding, kafkaEncodings(signal, end)),
        rival &&
          `${of}.topic must be another one than that of ${rival.signal}, got '${topic}' for both`,
      ];
    }),
    kafka.partitionTracesById && perSpan
      ? `${what}.partitionTracesById must not be set for encoding ${kafka.encoding}, whose messages have one span and the partition of its trace anyway`
      : undefined,
  ];
}

function backoffProblems(
  what: string,
  { errorBackoff = {}, messageMarking }: KafkaTopic,
): (string | undefined)[] {
  const { maxElapsedTime = '0s' } = errorBackoff;
  const given = parseGoDuration(maxElapsedTime) ?? 0;
  // refused by the receiver, too (opentelemetry-collector v0.158.0 config/configretry/backoff.go)
  const longer = Object.entries({
    initialInterval: usualBackoff.initial_interval,
    maxInterval: usualBackoff.max_interval,
    ...errorBackoff,
  }).find(([, one]) => given > 0 && (parseGoDuration(one) ?? 0) > given);
  return [
    ...Object.entries(errorBackoff).map(([key, duration]) => {
      const subject = `${what}.errorBackoff.${key}`;
      const least = key === 'maxElapsedTime' ? 0 : 1;
      return (
        durationProblem(subject, duration) ??
        ((parseGoDuration(duration) ?? 0) < least
          ? `${subject} must be at least ${least}ms, got '${duration}'`
          : undefined)
      );
    }),
    longer &&
      `${what}.errorBackoff.maxElapsedTime must be 0s or at least ${longer[0]}, ${longer[1]}, got '${maxElapsedTime}'`,
    messageMarking?.onError && given === 0
      ? `${what}.messageMarking.onError needs ${what}.errorBackoff.maxElapsedTime, after which messages are given up, got none`
      : undefined,
  ];
}
