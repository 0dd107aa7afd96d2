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
