import { rewritten } from '../../../model/edge/senders.ts';
import { clientName } from '../../../model/edge/used-edges.ts';
import type { Rule } from '../../rule.ts';

// clients with a rule of their own for their address
const elsewhere = ['thanos', 'tekton', 'grafana'];

/** An address that its client cannot read: a scheme too many or too few, a path, no port, a port out of range. */
export const address: Rule = {
  id: 'edge/address',
  severity: 'error',
  rationale: 'a client that cannot parse its address fails to start, or sends nothing',
  source:
    'opentelemetry-collector v0.158.0 config/configgrpc and exporter/otlphttpexporter; opentelemetry-specification protocol/exporter.md',
  ignoreWhen:
    'a template or kustomize fills in the value before it is applied, so the client never sees it as written',
  *check({ edges }) {
    const told = new Set<string>();
    for (const { sender, problem } of edges) {
      if (!problem || !sender.enabled || elsewhere.includes(sender.kind)) continue;
      const { object, path } = sender;
      // agents of several languages share the endpoint of their Instrumentation
      const key = `${object.order}\n${path.join('\n')}\n${sender.address}`;
      if (told.has(key)) continue;
      told.add(key);
      const who = sender.kind === 'collector' ? `${clientName([sender])}: ` : '';
      yield {
        object,
        path,
        message: `${who}${problem.message}`,
        fix: problem.fix && rewritten(sender, problem.fix),
        severity: problem.severity,
      };
    }
  },
};
