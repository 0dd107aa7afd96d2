import { kafkaEncodings } from '../../../upstream/kafka/collector.ts';
import { parseGoDuration } from '../../../upstream/values/duration.ts';
import { connectionProblems, topicProblem } from '../../kafka/connection.ts';
import { oneOfProblem, ownedProblem } from '../../props/refuse.ts';
import type { NamedCollectorProps } from '../props.ts';
import { backoffProblems } from '../queue/backoff.ts';
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
      ...backoffProblems(`${what}.errorBackoff`, kafka.errorBackoff ?? {}, '0s'),
      markingProblem(what, kafka),
      mode === 'sidecar' && (kafka.secretName ?? kafka.caSecretName) !== undefined
        ? `${what} must name no Secret for mode sidecar, whose pods are in other namespaces; send to another collector`
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

function markingProblem(what: string, { errorBackoff = {}, messageMarking }: KafkaTopic) {
  const given = parseGoDuration(errorBackoff.maxElapsedTime ?? '0s') ?? 0;
  return messageMarking?.onError && given === 0
    ? `${what}.messageMarking.onError needs ${what}.errorBackoff.maxElapsedTime, after which messages are given up, got none`
    : undefined;
}
