import type { ElasticsearchClient } from '../../model/elasticsearch/clients.ts';
import { failed, type Outcome, untested } from '../check.ts';
import { grown, quoted } from '../collector/counters.ts';
import type { Context } from '../context.ts';
import { ingestersOf } from '../jaeger/ingester.ts';
import type { Journey } from './journeys.ts';
import { logCommand, logOf } from './log.ts';

// seen on the metrics of Jaeger 1.65.0 and 2.13.0; those before 1.65 have no storage_ in the name
const lost =
  /^(?:jaeger_(?:storage_)?bulk_index_errors|jaeger_collector_spans_dropped|jaeger_collector_spans_saved_by_svc.*result="err"|otelcol_exporter_(?:send|enqueue)_failed_spans|jaeger_storage_requests.*result="err")/;
const saved =
  /^(?:jaeger_(?:storage_)?bulk_index_inserts|jaeger_collector_spans_saved_by_svc.*result="ok"|otelcol_exporter_sent_spans|jaeger_storage_requests.*result="ok")/;

/**
 * Whether what takes spans for the store does not bring them there, or what reads the store does not find them. Jaeger v1 writes while
 * its client waits, so that a store that is down leaves the client without an answer.
 */
export async function storeDiagnosis(context: Context, journey: Journey): Promise<Outcome> {
  const { entrance, counters, found, refused } = journey;
  const missed = found.filter(({ seconds }) => seconds === undefined);
  const troubles = [...new Set(missed.flatMap(({ trouble }) => trouble ?? []))];
  const failures = counters ? grown(counters.before, counters.after, lost).map(quoted) : [];
  const successes = counters ? grown(counters.before, counters.after, saved).map(quoted) : [];
  const log = await logOf(context, journey);
  const writer = entrance.service?.name ?? entrance.owner.name;
  const ingesters = entrance.jaeger && (await ingestersOf(context, entrance.jaeger));
  const store = storeName(context, journey);
  const written = ingesters ? 'Kafka' : store;
  const logs = logCommand(journey);
  const evidence = [...failures, ...successes, ...troubles, ...log];
  const isDown = (where: string) =>
    `is ${where} up and in reach, does it take the user and password in use, has it room`;
  if (refused !== undefined || failures.length > 0) {
    return failed(`${writer} cannot store it${refused === undefined ? '' : `: ${refused}`}`, {
      hop: `${writer} → ${written}`,
      evidence,
      fix: `${isDown(written)}? ${logs}`,
    });
  }
  if (troubles.some((message) => /HTTP status 40[13]/.test(message))) {
    return untested('it is accepted, but queries require a login', { evidence });
  }
  const reader = missed[0]?.api.service.name ?? 'query';
  if (missed.some(({ silent }) => silent)) {
    return failed(`it is accepted, but ${reader} cannot be queried`, {
      hop: `here → ${reader}`,
      evidence,
      fix: `kubectl -n ${missed[0]?.api.service.namespace} get service,pods, and the check of this Service under wiring`,
    });
  }
  if (troubles.length > 0) {
    return failed(`${reader} cannot search for it`, {
      hop: `${reader} → ${store}`,
      evidence,
      fix: `${isDown(store)}? kubectl -n ${missed[0]?.api.service.namespace} logs deployment/${reader}`,
    });
  }
  if (ingesters) {
    return failed(`${writer} has written it to Kafka, but ${reader} does not find it`, {
      hop: `Kafka → ${ingesters.deployment} → ${store}`,
      evidence: [...evidence, ...ingesters.evidence],
      fix: `do ingesters read that topic, by a protocol that the brokers speak? kubectl -n ${entrance.owner.namespace} logs deployment/${ingesters.deployment}`,
    });
  }
  return failed(`${writer} has accepted it, but ${reader} does not find it`, {
    hop: `${store} → ${reader}`,
    evidence: [...evidence, ...prefixes(context)],
    fix: `do both use one store and one index prefix, and has the store indexed it? ${logs}`,
  });
}

function clientsOf({ model }: Context): readonly ElasticsearchClient[] {
  return model.elasticsearchClients.filter(({ writes, reads }) => writes || reads);
}

function storeName(context: Context, { entrance }: Journey): string {
  const client = clientsOf(context).find(
    ({ object, writes }) => writes && object === entrance.owner,
  );
  const servers = client?.servers.map(({ address }) =>
    [address?.host, address?.port].filter(Boolean).join(':'),
  );
  return servers?.join(', ') || 'its store';
}

/** Index prefixes, where there are several. */
function prefixes(context: Context): string[] {
  const clients = clientsOf(context);
  if (new Set(clients.map(({ indexPrefix }) => indexPrefix)).size < 2) return [];
  return clients.map(
    ({ object, label, indexPrefix }) =>
      `${label} of ${object.kind} ${object.name} uses index prefix '${indexPrefix}'`,
  );
}
