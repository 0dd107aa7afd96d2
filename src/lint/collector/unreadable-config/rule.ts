import type { Rule } from '../../rule.ts';

/** A configuration written as text that is no YAML, or no mapping. */
export const unreadableConfig: Rule = {
  id: 'collector/unreadable-config',
  severity: 'error',
  rationale:
    'the operator stores a configuration that it cannot read as an empty one, and a collector that is given one does not start',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/collector_conversion.go, operator#4288',
  ignoreWhen:
    'the text is a template that becomes YAML only when it is filled in, and cannot be linted as it is; lint the result as well',
  visit: () => ({
    *collector({ config, configText, configProblem, configObject, configPath }) {
      const location = { object: configObject, path: configPath };
      if (configProblem) {
        const { reason, line, column } = configProblem;
        yield {
          ...location,
          message: `the configuration is no YAML: ${reason}, at its line ${line}, column ${column}`,
        };
      } else if (configText && !config) {
        const got = configText.text.trim() === '' ? 'nothing' : 'something else';
        yield { ...location, message: `the configuration must be a mapping in YAML, got ${got}` };
      }
    },
  }),
};
