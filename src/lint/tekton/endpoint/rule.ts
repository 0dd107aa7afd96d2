import { tektonConfigTracingSince, tektonOtlpSince } from '../../../upstream/tekton/tracing.ts';
import type { Rule } from '../../rule.ts';

/** An `endpoint` that Tekton's release cannot send spans to: of another protocol, without a scheme, with a wrong path. */
export const endpoint: Rule = {
  id: 'tekton/endpoint',
  severity: 'error',
  rationale: `Tekton sends Jaeger Thrift before ${tektonOtlpSince} and OTLP from then on, both only over HTTP; spans to anything else are dropped`,
  source:
    'tektoncd/pipeline v0.52.0 and v1.15.0 pkg/tracing/tracing.go; tektoncd/pipeline#8535 and #9141',
  ignoreWhen:
    'the receiver at the endpoint speaks the protocol of this Tekton, whatever its port and path suggest, as behind a proxy',
  since: `tektoncd/pipeline ${tektonConfigTracingSince}`,
  visit({ tekton }) {
    const settings = new Map(tekton.map((tracing) => [tracing.object, tracing]));
    return {
      *sender({ sender, problem }) {
        if (sender.kind !== 'tekton' || !problem || !sender.enabled) return;
        const { object, path, address } = sender;
        const { version, data = {} } = settings.get(object) ?? {};
        if (String(path.at(-1)).endsWith('endpoint')) {
          yield problem;
        } else if (!Object.keys(data).some((key) => /endpoint$/i.test(key))) {
          const message = `endpoint must be set, because the default of Tekton ${version}, ${address}, does not accept what Tekton sends`;
          yield { message };
        }
      },
    };
  },
};
