import { tailSamplingProblems } from '../../../upstream/collector/processors/tail-sampling.ts';
import type { Rule } from '../../rule.ts';
import { collectorExample } from '../example.ts';
import { settingFinding } from '../setting-finding.ts';

const parts = (wait: string) =>
  collectorExample({
    spec: 'image: otel/opentelemetry-collector-contrib:0.120.0',
    processors: `tail_sampling:
  decision_wait: ${wait}
  num_traces: 10000
  expected_new_traces_per_sec: 500
  policies:
    - name: errors
      type: status_code
      status_code:
        status_codes: [ERROR]`,
  });

/** A tail_sampling that loses traces before it decides, or whose policies it cannot read. */
export const tailSampling: Rule = {
  id: 'collector/tail-sampling',
  severity: 'error',
  rationale:
    'traces that find no room until the decision are lost, and with unknown policies the collector does not start',
  source: 'opentelemetry-collector-contrib v0.158.0 processor/tailsamplingprocessor',
  wrong: parts('30s'),
  right: parts('20s'),
  *check({ collectors }) {
    for (const { config } of collectors) {
      if (!config) continue;
      const extensions = config.components
        .filter(({ kind }) => kind === 'extensions')
        .flatMap(({ id, type }) => [id, type]);
      for (const component of config.components) {
        if (component.kind !== 'processors' || component.type !== 'tail_sampling') continue;
        for (const problem of tailSamplingProblems(component.settings, extensions)) {
          yield settingFinding(component, problem);
        }
      }
    }
  },
};
