import { refusedValues } from '../../../upstream/collector/validation/refused.ts';
import { isVariable } from '../../../upstream/values/settings.ts';
import type { Rule } from '../../rule.ts';
import { releaseOf } from '../release.ts';
import { settingProblem } from '../setting-problem.ts';

/** A value that a component refuses, or a setting that it cannot do without. */
export const refusedValue: Rule = {
  id: 'collector/refused-value',
  severity: 'error',
  rationale: 'the collector fails to start with a value that its component rejects',
  source:
    'opentelemetry-collector and -contrib v0.158.0, Validate in config.go of each component; opentelemetry-collector v0.158.0 config, exporter/exporterhelper, Validate of what they share',
  ignoreWhen:
    'a warning: when a sampling percentage of 0 disables traces on purpose. An error: never with upstream components, the collector fails to start',
  visit: () => ({
    *component(component, collector) {
      const { config } = collector;
      const { kind, type, settings } = component;
      // settings out of a file or a variable are not known
      if (isVariable(config.written(component))) return;
      const used = config.isEnabled(component);
      const release = releaseOf(collector);
      for (const problem of refusedValues(kind, type, settings, release, used)) {
        yield settingProblem(component, problem);
      }
    },
  }),
};
