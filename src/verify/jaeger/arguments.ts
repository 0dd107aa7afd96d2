import type { Jaeger } from '../../model/jaeger/instances.ts';
import type { JaegerRole, JaegerRoleName } from '../../model/jaeger/roles.ts';
import { jaegerNames } from '../../upstream/jaeger/names.ts';
import { at, list, own, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { type Check, failed, type Outcome, passed, untested } from '../check.ts';
import type { Context } from '../context.ts';
import { readWorkload } from '../kubernetes/workload-health.ts';

/** Whether the pods of a Jaeger v1 are started with the options of the manifests, and not with former ones. */
export function argumentChecks(context: Context): Check[] {
  return context.model.jaegers.flatMap((jaeger) =>
    jaeger.roles.map((role) => ({
      title: `the ${role.name} of Jaeger ${jaeger.name} runs with its options`,
      run: () => argumentOutcome(context, jaeger, role),
    })),
  );
}

/** Name of the Deployment of a component. */
function deploymentOf({ name }: Jaeger, role: JaegerRoleName): string {
  const names = jaegerNames(name);
  return {
    allInOne: names.allInOneDeployment,
    collector: names.collectorDeployment,
    query: names.queryDeployment,
    ingester: names.ingesterDeployment,
  }[role];
}

/** Whether the pods of a component are started with the options of the manifests. */
export async function argumentOutcome(
  context: Context,
  jaeger: Jaeger,
  { name: roleName, options }: JaegerRole,
): Promise<Outcome> {
  const namespace = jaeger.namespace || context.namespace;
  const name = deploymentOf(jaeger, roleName);
  const hop = `operator → ${name}`;
  const workload = await readWorkload(context.cluster, { kind: 'Deployment', namespace, name });
  if (!workload) return untested(`there is no Deployment ${name}`);
  const flags = flagsOf(workload);
  const evidence = [...options].flatMap(([key, value]) => {
    const live = flags.get(key);
    return live === undefined || live === value
      ? []
      : [`--${key} is ${live}, the manifests have ${value}`];
  });
  return evidence.length === 0
    ? passed()
    : failed('it was started with other options than the manifests have', {
        hop,
        evidence,
        fix: `kubectl -n ${namespace} get jaeger ${jaeger.name} -o yaml shows what the operator was given; its log, why it has not written it`,
      });
}

/** Flags of the first container, `--name=value`, the last of a name. */
function flagsOf(workload: UnknownRecord): Map<string, string> {
  const [container] = list(at(workload, 'spec', 'template', 'spec', 'containers'));
  return new Map(
    list(own(container, 'args')).flatMap((argument): [string, string][] => {
      const [, key, value] = /^--([^=]+)=(.*)$/s.exec(text(argument) ?? '') ?? [];
      return key === undefined || value === undefined ? [] : [[key, value]];
    }),
  );
}
