import type { Jaeger } from '../../model/jaeger/instances.ts';
import { jaegerNames, jaegerPodLabels } from '../../upstream/jaeger/names.ts';
import { ingesterAdminPort } from '../../upstream/jaeger/ports.ts';
import { readCounters } from '../collector/counters.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../kubernetes/names.ts';
import { selectedPods } from '../kubernetes/pods.ts';

/** What ingesters are asked, as their logs are: by this Deployment. */
export interface Ingesters {
  readonly deployment: string;
  /** What their own metrics tell of the messages that they have read. */
  readonly evidence: readonly string[];
}

// seen on the metrics of Jaeger 1.65.0
const read = /^jaeger_ingester_sarama_consumer_(?:messages|errors|offset_lag)/;

/** The ingesters of a Jaeger v1 that has Kafka between what takes spans and what stores them; undefined for another. */
export async function ingestersOf(
  { cluster }: Context,
  { name, namespace, strategy }: Jaeger,
): Promise<Ingesters | undefined> {
  if (strategy.strategy !== 'streaming') return undefined;
  const selector = { matchLabels: jaegerPodLabels(name, 'ingester') };
  const pods = await selectedPods(cluster, namespace, selector);
  const evidence = await Promise.all(
    pods.map(async (pod) => {
      const one = nameOf(pod);
      const counters = await readCounters(cluster, { namespace, name: one }, ingesterAdminPort);
      if (counters === undefined) return [`${one} shows no counters`];
      const lines = [...counters].filter(([series]) => read.test(series));
      return lines.length === 0
        ? [`${one} has not read any message`]
        : lines.map(([series, value]) => `${one}: ${series} ${value}`);
    }),
  );
  return { deployment: jaegerNames(name).ingesterDeployment, evidence: evidence.flat() };
}
