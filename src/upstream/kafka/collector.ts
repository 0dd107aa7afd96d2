import type { Signal } from '../edge/signals.ts';
import { parseGoDuration } from '../values/duration.ts';
import type { Problem } from '../values/problem.ts';
import { own, text, type UnknownRecord } from '../values/unknown.ts';
import { isAtLeast } from '../values/version.ts';

/** First release that was read whose Kafka components have settings by signal (opentelemetry-collector-contrib v0.139.0). */
const kafkaBySignalSince = '0.139.0';

/** First release whose receiver takes a list of topics; those from 0.147.0 on take nothing else (opentelemetry-collector-contrib#44575, #46232). */
const kafkaTopicsSince = '0.142.0';

/** Why Kafka between collectors is not written for a release; undefined where it is. */
export function kafkaReleaseProblem(what: string, version: string): string | undefined {
  return isAtLeast(version, kafkaBySignalSince)
    ? undefined
    : `${what} needs collectors of ${kafkaBySignalSince} or newer, got ${version}`;
}

/** The topic of a receiver's signal, as a release takes it. */
export function receivedTopic(topic: string, version: string) {
  return isAtLeast(version, kafkaTopicsSince) ? { topics: [topic] } : { topic };
}

/** Forms of messages of each signal that a collector both writes and reads. */
const bothWays = {
  traces: ['otlp_proto', 'otlp_json', 'jaeger_proto', 'jaeger_json', 'zipkin_proto', 'zipkin_json'],
  metrics: ['otlp_proto', 'otlp_json'],
  logs: ['otlp_proto', 'otlp_json', 'raw'],
} as const;

/** Those that it reads alone. */
const readAlone = { traces: ['zipkin_thrift'], metrics: [], logs: ['text', 'json'] } as const;

/** A form of messages of a signal. */
export type KafkaEncoding<S extends Signal = Signal> =
  | (typeof bothWays)[S][number]
  | (typeof readAlone)[S][number];

/**
 * Forms of messages that one end of a topic knows; extensions know others.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 exporter/kafkaexporter/marshaler.go, receiver/kafkareceiver/encoding.go.
 */
export function kafkaEncodings(signal: Signal, end: 'exporter' | 'receiver'): readonly string[] {
  return [...bothWays[signal], ...(end === 'receiver' ? readAlone[signal] : [])];
}

/**
 * The same as exporters try again by when they are told nothing. A receiver that is told nothing else than to try again does so without
 * a pause.
 *
 * Source: opentelemetry-collector v0.158.0 config/configretry/backoff.go; -contrib v0.158.0 receiver/kafkareceiver/factory.go, which
 * leaves all of these at zero.
 */
export const usualBackoff = {
  initial_interval: '5s',
  randomization_factor: 0.5,
  multiplier: 1.5,
  max_interval: '30s',
} as const;

/** First release that was read whose receiver has franz-go alone, or unless told otherwise (opentelemetry-collector-contrib v0.140.1). */
export const kafkaRetriesSince = '0.140.0';

/** Intervals of `error_backoff` of which none may be missing: each of them makes the pause nothing, from the first or the second try on. */
const pauses = ['initial_interval', 'multiplier', 'max_interval'] as const;

/**
 * Why a receiver tries a message again that was not taken, without a pause; undefined when it does not.
 *
 * Source: opentelemetry-collector-contrib v0.140.1 and v0.158.0 receiver/kafkareceiver factory.go, whose defaults are zero;
 * cenkalti/backoff v4.3.0 exponential.go.
 */
export function hastyRetryProblem(settings: UnknownRecord): Problem | undefined {
  const backoff = own(settings, 'error_backoff');
  if (own(backoff, 'enabled') !== true) return undefined;
  const missing = pauses.filter((key) => isNothing(own(backoff, key)));
  if (missing.length === 0) return undefined;
  const usual = pauses.map((key) => `${key}: ${usualBackoff[key]}`).join(', ');
  return {
    path: ['error_backoff', 'enabled'],
    message: `a refused message is retried without a pause: ${missing.join(', ')} of error_backoff must be set, such as ${usual}`,
  };
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === 0) return true;
  const duration = text(value);
  return duration !== undefined && parseGoDuration(duration) === 0;
}

/**
 * Why a partition stands still after a message that was not taken; undefined where it goes on.
 *
 * Source: opentelemetry-collector-contrib v0.140.1 and v0.158.0 receiver/kafkareceiver consumer_franz.go.
 */
export function standstillProblem(settings: UnknownRecord): Problem | undefined {
  const marking = own(settings, 'message_marking');
  if (own(marking, 'after') !== true) return undefined;
  // what is filled in later is not known
  const off = (value: unknown) => value === undefined || value === null || value === false;
  if (!off(own(marking, 'on_error')) || !off(own(own(settings, 'error_backoff'), 'enabled'))) {
    return undefined;
  }
  return {
    path: ['message_marking', 'after'],
    message:
      'the first refused message blocks its partition until a pod of the consumer group starts or stops: error_backoff must be enabled, with its intervals',
  };
}
