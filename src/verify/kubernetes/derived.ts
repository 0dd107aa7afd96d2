import type { KubeObject } from '../../model/kubernetes/objects.ts';
import { titleOf } from '../../model/kubernetes/reference.ts';
import type { DerivedObject } from '../../upstream/operator/derived-object.ts';
import { type Check, failed, type Outcome, passed } from '../check.ts';
import type { Context } from '../context.ts';
import { healthKinds, healthOf } from './workload-health.ts';

/** A custom resource, and what its operator makes of it. */
export interface Made {
  readonly object: KubeObject;
  readonly objects: readonly DerivedObject[];
}

const versions: Readonly<Record<string, string>> = {
  Service: 'v1',
  ServiceAccount: 'v1',
  CronJob: 'batch/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  Ingress: 'networking.k8s.io/v1',
};

/** Whether operators have made what they make of custom resources, and its pods run. */
export function derivedChecks(context: Context, all: readonly Made[]): Check[] {
  return all.flatMap(({ object, objects }) => {
    const namespace = object.namespace || context.namespace;
    const workloads = objects.filter(({ kind }) => healthKinds.includes(kind));
    const title = titleOf({ ...object, namespace });
    return [
      ...workloads.map(({ kind, name }) => ({
        title: `${titleOf({ kind, namespace, name })} is available`,
        run: () => healthOf(context.cluster, { kind, namespace, name }, notMade(object, kind)),
      })),
      {
        title: `the operator has made what belongs to ${title}`,
        run: () => surroundingsOutcome(context, { object, objects }),
      },
    ];
  });
}

/** Whether workloads that are written have their pods, and they run. */
export function workloadChecks(context: Context, objects: readonly KubeObject[]): Check[] {
  return objects
    .filter(({ kind }) => healthKinds.includes(kind))
    .map(({ kind, name, namespace: written }) => {
      const reference = { kind, name, namespace: written || context.namespace };
      return {
        title: `${titleOf(reference)} is available`,
        run: () =>
          healthOf(
            context.cluster,
            reference,
            failed('the cluster does not have it', { hop: name }),
          ),
      };
    });
}

function notMade({ kind, name }: KubeObject, what: string): Outcome {
  return failed(`the operator has made no ${what} of ${kind} ${name}`, {
    hop: `operator → ${name}`,
    fix: `see the log of the operator and kubectl describe ${kind.toLowerCase()} ${name}`,
  });
}

/** Whether an operator has made what it makes of a custom resource beside its workloads. */
export async function surroundingsOutcome(
  { cluster, namespace: usual }: Context,
  { object, objects }: Made,
): Promise<Outcome> {
  const namespace = object.namespace || usual;
  const others = objects.filter(({ kind }) => Object.hasOwn(versions, kind));
  const found = await Promise.all(
    others.map(async ({ kind, name }) => {
      const apiVersion = versions[kind] ?? '';
      const live = await cluster.read({ apiVersion, kind, namespace, name });
      return live ? [] : [`${titleOf({ kind, namespace, name })} is missing`];
    }),
  );
  const evidence = found.flat();
  if (evidence.length === 0) return passed(`${others.length} objects`);
  return { ...notMade(object, 'such object'), message: 'some of it is not there', evidence };
}
