import { at, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A strategy of the agent that the operator does not know. */
export const agentStrategy: Rule = {
  id: 'jaeger/agent-strategy',
  severity: 'error',
  rationale:
    'any text but DaemonSet means sidecars, so no agent runs on the nodes and nobody takes their spans',
  source: 'jaeger-operator v1.65.0 pkg/deployment/agent.go',
  *check({ jaegers }) {
    for (const { object, spec } of jaegers) {
      const strategy = text(at(spec, 'agent', 'strategy'));
      if (!strategy || ['daemonset', 'sidecar'].includes(strategy.toLowerCase())) continue;
      yield {
        object,
        path: ['spec', 'agent', 'strategy'],
        message: `strategy of the agent must be Sidecar or DaemonSet, got '${strategy}'`,
        ...(/daemon/i.test(strategy) ? { fix: 'DaemonSet' } : {}),
      };
    }
  },
};
