import type { Injection } from '../../../model/instrumentation/injections.ts';
import { maySwitchOn } from '../../../model/operator/gates.ts';
import {
  nativeSidecarGate,
  nativeSidecarsSince,
} from '../../../upstream/instrumentation/additions.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import { once } from '../../once.ts';
import type { Rule } from '../../rule.ts';

/** A Job with a collector beside it that never ends; of the agent of Go another rule tells. */
export const endlessJob: Rule = {
  id: 'instrumentation/endless-job',
  severity: 'error',
  rationale:
    'a Job completes when all containers of its pod have exited, and an injected collector sidecar never exits',
  source: 'opentelemetry-operator v0.120.0 pkg/sidecar/pod.go; opentelemetry-operator#2376, #4275',
  ignoreWhen:
    'the program stops the sidecar, or activeDeadlineSeconds ends the pod and that counts as success',
  visit({ versions, operators }) {
    if (maySwitchOn(operators, nativeSidecarGate)) return {};
    const isNew = once();
    return {
      *injection(injection) {
        const { workload, annotation, target } = injection;
        if (!workload || target?.status !== 'found') return;
        const { kind, name } = workload.object;
        if (kind !== 'Job' && kind !== 'CronJob') return;
        if (!goesOn(injection, versions.otelOperator) || !isNew(injection)) return;
        yield {
          message: `${annotation} must not be set for ${kind} ${name}: the sidecar collector never exits, so the Job never completes`,
        };
      },
    };
  },
};

/** Whether what is injected runs on behind the program; newer operators let the cluster end sidecars. */
function goesOn({ injects }: Injection, release: string | undefined): boolean {
  return injects === 'sidecar' && release !== undefined && !isAtLeast(release, nativeSidecarsSince);
}
