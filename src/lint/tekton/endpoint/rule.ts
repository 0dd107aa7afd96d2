import type { Rule } from '../../rule.ts';

/** An `endpoint` that Tekton's release cannot send spans to: of another protocol, without a scheme, with a wrong path. */
export const endpoint: Rule = {
  id: 'tekton/endpoint',
  severity: 'error',
  rationale:
    'before 0.58.0 Tekton sends Jaeger thrift and after it OTLP, over HTTP alone; anything else is dropped',
  source:
    'tektoncd/pipeline v0.52.0 and v1.15.0 pkg/tracing/tracing.go; tektoncd/pipeline#8535 and #9141',
  *check({ edges, tekton }) {
    const settings = new Map(tekton.map((tracing) => [tracing.object, tracing]));
    for (const { sender, problem } of edges) {
      if (sender.kind !== 'tekton' || !problem || !sender.enabled) continue;
      const { object, path, address } = sender;
      const { version, data = {} } = settings.get(object) ?? {};
      if (String(path.at(-1)).endsWith('endpoint')) {
        const fix = problem.fix === undefined ? {} : { fix: problem.fix };
        yield { object, path, message: problem.message, ...fix };
      } else if (!Object.keys(data).some((key) => /endpoint$/i.test(key))) {
        const message = `endpoint must be set, the default of Tekton ${version} does not take what it sends, ${address}`;
        yield { object, path, message };
      }
    }
  },
};
