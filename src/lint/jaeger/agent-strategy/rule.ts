import { at, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A strategy of the agent that the operator does not know. */
export const agentStrategy: Rule = {
  id: 'jaeger/agent-strategy',
  severity: 'error',
  rationale:
    'any value but DaemonSet means sidecars, so no agent runs on the nodes to receive spans',
  source: 'jaeger-operator v1.65.0 pkg/deployment/agent.go',
  ignoreWhen:
    'no agent on the nodes is wanted, and a word such as none says so: any value but DaemonSet means sidecars',
  visit: () => ({
    *jaeger({ spec }) {
      const strategy = text(at(spec, 'agent', 'strategy'));
      if (!strategy || ['daemonset', 'sidecar'].includes(strategy.toLowerCase())) return;
      yield {
        path: ['spec', 'agent', 'strategy'],
        message: `strategy of the agent must be Sidecar or DaemonSet, got '${strategy}'`,
        fix: /daemon/i.test(strategy) ? 'DaemonSet' : undefined,
      };
    },
  }),
};
