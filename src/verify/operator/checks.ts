import { titleOf } from '../../model/kubernetes/reference.ts';
import { at, list, own, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { type Check, failed, type Outcome, passed } from '../check.ts';
import type { Context } from '../context.ts';
import { conditionOf } from '../kubernetes/names.ts';
import { healthOf } from '../kubernetes/workload-health.ts';
import { certificateChecks } from './certificates.ts';
import { webhookChecks } from './webhooks.ts';

/** What the operators must be like, so that custom resources become pods. */
export async function operatorChecks(context: Context): Promise<readonly Check[]> {
  return [
    ...definitionChecks(context),
    ...deploymentChecks(context),
    ...certificateChecks(context),
    ...webhookChecks(context),
  ];
}

/** A CustomResourceDefinition for each kind that the manifests define or have objects of. */
function definitionChecks(context: Context): Check[] {
  const { model } = context;
  const versions = new Map<string, Set<string>>();
  for (const { name } of model.objects.ofKind('CustomResourceDefinition')) {
    versions.set(name, new Set());
  }
  for (const { kind, version } of model.customResources) {
    // the plural of all of these kinds is plain
    const name = `${kind.kind.toLowerCase()}s.${kind.group}`;
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  return [...versions].map(([name, used]) => ({
    title: `CustomResourceDefinition ${name} is established`,
    run: async () => {
      const crd = await context.cluster.read({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        namespace: '',
        name,
      });
      return definitionOutcome(name, crd, used);
    },
  }));
}

/** Whether a CustomResourceDefinition is established, and serves what is used. */
export function definitionOutcome(
  name: string,
  crd: UnknownRecord | undefined,
  used: ReadonlySet<string>,
): Outcome {
  if (!crd) {
    return failed('the cluster does not have it', { fix: 'apply the file of CRDs, and wait' });
  }
  const established = conditionOf(crd, 'Established');
  if (established?.status !== 'True') {
    const { reason = 'no condition', message = '' } = established ?? {};
    return failed(`it is not established: ${reason} ${message}`.trim(), {
      fix: `kubectl describe crd ${name}`,
    });
  }
  const served = list(at(crd, 'spec', 'versions'))
    .filter((version) => own(version, 'served') === true)
    .map((version) => text(own(version, 'name')) ?? '');
  const missing = [...used].filter((version) => !served.includes(version));
  return missing.length === 0
    ? passed()
    : failed(
        `it serves ${served.join(', ')}, and the manifests use ${missing.join(', ')}: it is of another release of the operator`,
        { fix: 'apply the file of CRDs' },
      );
}

function deploymentChecks(context: Context): Check[] {
  const { model, cluster } = context;
  return model.operators.map(({ workload }) => {
    const { kind, name, namespace } = workload.object;
    const reference = { kind, name, namespace: namespace || context.namespace };
    return {
      title: `${titleOf(reference)} is available`,
      run: () =>
        healthOf(
          cluster,
          reference,
          failed('the cluster does not have it', {
            hop: name,
            fix: 'apply the file of operators, and wait',
          }),
        ),
    };
  });
}
