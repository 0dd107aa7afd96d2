import { optionValue, type RunningRole } from '../../model/jaeger/roles.ts';
import type { KubeObject, ObjectIndex } from '../../model/kubernetes/objects.ts';
import type { Model } from '../../model/model.ts';
import {
  consumerBrokersFlag,
  consumerProtocolFlag,
  defaultProtocolVersion,
  oldestProtocolOfToday,
  protocolRelease,
} from '../../upstream/jaeger/kafka.ts';
import { at, text } from '../../upstream/values/unknown.ts';
import { isAtLeast, parseVersion } from '../../upstream/values/version.ts';

/** An ingester of Jaeger v1 that speaks a protocol which brokers of Kafka 4 have forgotten. */
export interface OldProtocol {
  readonly role: RunningRole;
  /** Release of Kafka whose protocol it speaks. */
  readonly spoken: string;
  /** The Kafka that it reads from, with its release; unset where the manifests do not tell. */
  readonly brokers?: { readonly object: KubeObject; readonly release: string };
}

/** Ingesters that speak a protocol from before Kafka 0.11, as far as the manifests tell. */
export function oldProtocols({ jaegerRoles, objects }: Model): OldProtocol[] {
  return jaegerRoles.flatMap((role) => {
    if (role.name !== 'ingester') return [];
    const spoken = optionValue(role, consumerProtocolFlag, defaultProtocolVersion) ?? '';
    const release = protocolRelease(spoken);
    if (parseVersion(release) === undefined || isAtLeast(release, oldestProtocolOfToday)) return [];
    const brokers = brokersOf(role, objects);
    return [{ role, spoken, ...(brokers && { brokers }) }];
  });
}

/** What Strimzi puts behind the name of a Kafka, for the names of the Services that clients ask (strimzi-kafka-operator KafkaResources). */
const ofStrimzi = /-kafka-(?:bootstrap|brokers)$/;

function brokersOf(role: RunningRole, objects: ObjectIndex): OldProtocol['brokers'] {
  for (const broker of (optionValue(role, consumerBrokersFlag) ?? '').split(',')) {
    const [host = ''] = broker.trim().split(':');
    const [service = '', namespace = role.object.namespace] = host.split('.');
    const object = objects.find('Kafka', namespace, service.replace(ofStrimzi, ''));
    const release = text(at(object?.value, 'spec', 'kafka', 'version')) ?? '';
    if (object && ofStrimzi.test(service) && parseVersion(release)) return { object, release };
  }
  return undefined;
}
