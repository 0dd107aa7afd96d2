import { withInjected } from '../../../model/instrumentation/injected-pods.ts';
import { isOpenShift } from '../../../model/jaeger/platform.ts';
import {
  initContainerUser,
  isUpstreamAgent,
  leavesUserToImage,
} from '../../../upstream/instrumentation/injected-parts.ts';
import { list, own } from '../../../upstream/values/unknown.ts';
import { once } from '../../once.ts';
import type { Rule } from '../../rule.ts';

/** An agent whose init container must not run as root, and is told no other user. */
export const agentRoot: Rule = {
  id: 'instrumentation/agent-root',
  severity: 'warning',
  rationale:
    'the image of the agent runs as root, so the kubelet does not start its init container under runAsNonRoot: true',
  ignoreWhen: 'the agent image is your own and names a numeric user other than root',
  source:
    'opentelemetry-operator#2272; opentelemetry-operator v0.158.0 internal/instrumentation/sdk.go, autoinstrumentation/java/Dockerfile; Kubernetes v1.36.3 pkg/kubelet/kuberuntime/security_context_others.go',
  visit(model) {
    // which gives every pod a user of its namespace
    if (isOpenShift(model)) return {};
    const isNew = once();
    const byWorkload = new Map(model.pods.map((pods) => [pods.workload, pods]));
    return {
      *injection(injection) {
        const { injects, target, workload, annotation } = injection;
        if (!workload || injects === 'sidecar' || target?.status !== 'found') return;
        if (!isUpstreamAgent(own(target.instrumentation?.spec[injects], 'image'))) return;
        const written = byWorkload.get(workload);
        const pods = written && withInjected(written, [injection], model.versions.otelOperator);
        const name = `opentelemetry-auto-instrumentation-${injects.toLowerCase()}`;
        const agent = list(pods?.spec.initContainers).find((one) => own(one, 'name') === name);
        if (agent === undefined || !leavesUserToImage(pods?.spec.securityContext, agent)) return;
        if (!isNew(injection)) return;
        yield {
          message: `${annotation} needs a runAsUser such as ${initContainerUser} beside runAsNonRoot: true, because the init container of the agent has none and its image runs as root`,
        };
      },
    };
  },
};
