import type { Collector } from '../../model/collector/instances.ts';
import { readEmbedded } from '../../model/kubernetes/embedded.ts';
import { pathText } from '../../model/kubernetes/objects.ts';
import { titleOf } from '../../model/kubernetes/reference.ts';
import { configVolume, sidecarVariable } from '../../upstream/otel-operator/collector-names.ts';
import { at, list, own, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { type Check, failed, type Outcome, passed, untested, warned } from '../check.ts';
import type { Context } from '../context.ts';
import { differences } from '../kubernetes/as-written.ts';
import { nameOf, shown } from '../kubernetes/names.ts';
import { podsOf, readWorkload, type WorkloadReference } from '../kubernetes/workload-health.ts';
import { sidecarsOf, workloadOf } from './pods.ts';

/** Whether collectors run the configuration that the manifests have, and not an older one. */
export function generationChecks(context: Context): Check[] {
  return context.model.collectors
    .filter(({ operated, config }) => operated && config !== undefined)
    .map((collector) => {
      const { object, name } = collector;
      const namespace = object.namespace || context.namespace;
      return {
        title: `the pods of ${titleOf({ ...object, namespace, name })} run its configuration`,
        run: () => {
          const reference = workloadOf(context, collector);
          return reference
            ? workloadOutcome(context, collector, reference)
            : sidecarOutcome(context, collector);
        },
      };
    });
}

async function workloadOutcome(
  context: Context,
  collector: Collector,
  reference: WorkloadReference,
): Promise<Outcome> {
  const { cluster } = context;
  const { kind, namespace } = reference;
  const outcome = await templateOutcome(context, collector, reference);
  const workload = await readWorkload(cluster, reference);
  if (outcome.status !== 'passed' || !workload) return outcome;
  const mounted = mountedName(at(workload, 'spec', 'template'));
  const pods = await podsOf(cluster, namespace, workload);
  const old = pods.filter((pod) => mountedName(pod) !== mounted);
  return old.length === 0
    ? outcome
    : failed(`${old.length} of ${pods.length} pods run a former configuration`, {
        hop: `operator → ${collector.name}`,
        evidence: old.map((pod) => `pod ${nameOf(pod)} mounts ConfigMap ${mountedName(pod)}`),
        fix: `kubectl -n ${namespace} rollout status ${kind.toLowerCase()}/${reference.name}`,
      });
}

/** Whether the operator has told a workload to run the configuration that the manifests have for a collector. */
export async function templateOutcome(
  { cluster }: Context,
  collector: Collector,
  reference: WorkloadReference,
): Promise<Outcome> {
  const { name } = collector;
  const { kind, namespace } = reference;
  const hop = `operator → ${name}`;
  const fix = `kubectl -n ${namespace} get opentelemetrycollector ${name} -o yaml shows what the operator was given; its log, why it has not written it`;
  const workload = await readWorkload(cluster, reference);
  if (!workload) return untested(`there is no ${kind} ${reference.name}`);
  const mounted = mountedName(at(workload, 'spec', 'template'));
  if (mounted === undefined) return warned('its pods mount no configuration', { hop, fix });
  const map = await cluster.read({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name: mounted });
  if (!map) return failed(`there is no ConfigMap ${mounted}, which its pods mount`, { hop, fix });
  const [written] = Object.values(own(map, 'data') ?? {});
  const stale = configDifferences(collector, text(written) ?? '');
  if (stale.length > 0) {
    return failed(`ConfigMap ${mounted} has another configuration than the manifests`, {
      hop,
      fix,
      evidence: stale,
    });
  }
  return passed(`ConfigMap ${mounted}`);
}

/** Name of the ConfigMap that the operator mounts, of a pod or a template. */
function mountedName(pod: unknown): string | undefined {
  const volumes = list(at(pod, 'spec', 'volumes'));
  const found = volumes.find((volume) => own(volume, 'name') === configVolume);
  return text(at(found, 'configMap', 'name'));
}

async function sidecarOutcome(context: Context, collector: Collector): Promise<Outcome> {
  const pods = await sidecarsOf(context, collector);
  const stale = pods.flatMap((pod) =>
    configDifferences(collector, injected(pod))
      .slice(0, 1)
      .map((line) => `pod ${nameOf(pod)}: ${line}`),
  );
  if (stale.length === 0) return passed(`${pods.length} pods have it`);
  return failed(
    `${stale.length} of ${pods.length} pods were injected with a former configuration`,
    {
      hop: `operator → ${collector.name}`,
      evidence: stale,
      fix: 'kubectl rollout restart what makes these pods: a sidecar is injected once, when a pod is made',
    },
  );
}

/** The configuration that a pod was injected with. */
function injected(pod: UnknownRecord): string {
  const containers = ['initContainers', 'containers'].flatMap((key) => list(at(pod, 'spec', key)));
  const variables = containers.flatMap((container) => list(own(container, 'env')));
  const found = variables.find((variable) => own(variable, 'name') === sidecarVariable);
  return text(own(found, 'value')) ?? '';
}

function configDifferences({ config }: Collector, live: string): string[] {
  const { value } = readEmbedded(live);
  return differences(config?.value, value).map(
    ({ path, written, live: has }) =>
      `${path.length === 0 ? 'the configuration' : pathText(path)} is ${shown(has)}, the manifests have ${shown(written)}`,
  );
}
