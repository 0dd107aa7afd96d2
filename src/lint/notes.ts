import type { Collector } from '../model/collector/instances.ts';
import { type KubeObject, objectName } from '../model/kubernetes/objects.ts';
import type { Model, UsedEdge } from '../model/model.ts';
import type { Assumption } from '../model/releases.ts';
import { componentStatus } from '../upstream/collector/releases.ts';
import {
  consumerProtocolFlag,
  oldestProtocolOfToday,
  oldProtocolsGoneSince,
} from '../upstream/jaeger/kafka.ts';
import { defaultQueueSize } from '../upstream/jaeger/queue.ts';
import { newestReleases } from '../upstream/programs.ts';
import { assumptionText } from './assuming.ts';
import { otherPolicies } from './edge/policies.ts';
import { undeletedWriters } from './elasticsearch/undeleted.ts';
import { openInjections } from './instrumentation/asked.ts';
import { oldProtocols } from './jaeger/protocols.ts';
import { shortQueues } from './jaeger/queues.ts';
import { withoutSecrets } from './secrets.ts';
import { shortened } from './shortened.ts';

/** What a report says beside its findings. */
interface Judged {
  readonly model: Model;
  readonly assumptions: readonly Assumption[];
}

/**
 * What was judged, what was taken for granted, and what was not judged: without it, no findings mean nothing. Each is one line of
 * plain words without a full stop.
 */
export function notesOf({ model, assumptions }: Judged): string[] {
  const notes = [
    judged(model),
    ...assumptions.map(
      (assumption) =>
        `assumed ${assumptionText(assumption)} where the manifests tell no release; --assume ${assumption.program}=RELEASE tells another`,
    ),
    ...unread(model),
    ...rendered(model),
    ...renamed(model),
    ...outside(model),
    ...unfound(model),
    ...walled(model),
    ...queued(model),
    ...undeleted(model),
    ...unheard(model),
  ];
  return notes.map((note) => withoutSecrets(shortened(note)));
}

function judged(model: Model): string {
  const { collectors, jaegers, jaegerRoles, usedEdges, instrumentations } = model;
  const v1 = new Set([...jaegers, ...jaegerRoles].map(({ object }) => object)).size;
  const isJaeger = ({ distribution }: Collector) => distribution === 'jaeger';
  const read = collectors.filter(({ config }) => config !== undefined);
  const inside = usedEdges.filter(({ target }) => !isOutside(target.kind)).length;
  const parts = [
    counted(read.filter((one) => !isJaeger(one)).length, 'collector'),
    counted(v1 + read.filter(isJaeger).length, 'Jaeger'),
    counted(instrumentations.length, 'Instrumentation'),
    counted(usedEdges.length, 'address', 'es'),
  ];
  const led = usedEdges.length === 0 ? '' : `, ${inside} of them among the manifests`;
  return `judged: ${parts.join(', ')}${led}`;
}

function unread({ collectors }: Model): string[] {
  const hidden = collectors.filter(
    ({ config, configText, mode }) => !config && !configText && mode !== undefined,
  );
  return hidden.length === 0
    ? []
    : [
        `not judged, because their configuration is not among the manifests: ${some(hidden.map(({ object }) => named(object)))}`,
      ];
}

const charts = ['HelmRelease', 'HelmChart', 'HelmChartConfig', 'Application', 'ApplicationSet'];

/** Charts and applications, of which only others know what they become. */
function rendered({ objects }: Model): string[] {
  const found = charts
    .flatMap((kind) => objects.ofKind(kind))
    .filter(({ group }) => /^(?:helm\.|argoproj\.io$)/.test(group));
  return found.length === 0
    ? []
    : [
        `not judged, because they are rendered elsewhere (helm template … | tracing lint -): ${some(found.map(named))}`,
      ];
}

/** Ids of components that go one day: they are told before. */
function renamed({ collectors }: Model): string[] {
  const lines = collectors.flatMap(({ config, distribution, version }) =>
    (config?.components ?? []).flatMap(({ kind, type }) => {
      const release = version ?? newestReleases.collector;
      const status = componentStatus(kind, type, distribution ?? 'contrib', release);
      if (status.status !== 'deprecated-id' || status.since === undefined) return [];
      return [`${kind} ${type} is called ${status.replacement} since ${status.since}`];
    }),
  );
  const unique = [...new Set(lines)];
  return unique.length === 0
    ? []
    : [`renamed upstream, and still accepted for some time: ${some(unique)}`];
}

/** Destinations that lie outside, where nothing can be said of port, protocol and TLS. */
function outside({ usedEdges }: Model): string[] {
  const away = usedEdges.filter(({ target }) => isOutside(target.kind));
  const byAddress = new Map(away.map((edge) => [edge.sender.address, edge]));
  return byAddress.size === 0
    ? []
    : [
        `not judged, because they are not among the manifests: ${some([...byAddress.values()].map(destination))}`,
      ];
}

/** What annotations ask for that others bring: a file alone is a part of a repository. */
function unfound(model: Model): string[] {
  const asked = openInjections(model).map(
    ({ injects, value, object }) =>
      `${injects === 'sidecar' ? 'a sidecar' : 'an Instrumentation'} '${value}' (${named(object)})`,
  );
  return asked.length === 0
    ? []
    : [
        `not judged, because what they ask for is not among the manifests: ${some([...new Set(asked)])}`,
      ];
}

/** Policies that may let through what NetworkPolicies do not, so that these say nothing for certain. */
function walled({ objects }: Model): string[] {
  const others = otherPolicies(objects.all);
  return others.length === 0
    ? []
    : [
        `not judged, because other policies stand beside them: NetworkPolicies (${some(others.map(named))})`,
      ];
}

/** Jaegers with the queue that nobody has written, which only the load tells whether it is long enough. */
function queued(model: Model): string[] {
  const short = shortQueues(model).filter(({ written }) => !written);
  const names = short.map(
    ({ role, rate }) =>
      `${named(role.object)}${rate === undefined ? ' after an outage' : ` from ${rate} spans a second on`}`,
  );
  return names.length === 0
    ? []
    : [
        `not judged, because it depends on the load: whether Jaeger's default queue of ${defaultQueueSize} spans holds what exporters send at once, as it silently drops the rest (${some(names)}); collector.queue-size sets another`,
      ];
}

/** What writes indices that nothing here deletes: an operator of the search store, or its policies, may. */
function undeleted(model: Model): string[] {
  const writers = undeletedWriters(model).filter(({ jaeger }) => !jaeger);
  const names = new Set(writers.map(({ object }) => named(object)));
  return names.size === 0
    ? []
    : [
        `not judged, because it may be done elsewhere: who deletes old indices of ${some([...names])}, as no index cleaner is among the manifests`,
      ];
}

/** Ingesters that brokers may not understand, whose release is not told. */
function unheard(model: Model): string[] {
  const names = oldProtocols(model).flatMap(({ role, spoken, brokers }) =>
    brokers ? [] : [`${named(role.object)} speaks ${spoken}`],
  );
  return names.length === 0
    ? []
    : [
        `not judged, because the release of the brokers is unknown: whether ingesters of Jaeger read anything, as Kafka ${oldProtocolsGoneSince} and newer reject protocols before ${oldestProtocolOfToday} (${some(names)}); ${consumerProtocolFlag} sets another`,
      ];
}

function destination({ sender, client }: UsedEdge): string {
  return `${sender.address} (${client} of ${named(sender.client)})`;
}

function isOutside(kind: UsedEdge['target']['kind']): boolean {
  return kind === 'external' || kind === 'unreadable';
}

function named(object: KubeObject): string {
  return objectName(object).replace('//', '/');
}

const mostNamed = 10;

function some(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return [...names.slice(0, mostNamed), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function counted(number: number, noun: string, plural = 's'): string {
  return `${number === 0 ? 'no' : number} ${noun}${number <= 1 ? '' : plural}`;
}
