import type { Rule } from '../../rule.ts';

/** A configuration written as text that is no YAML, or no mapping. */
export const unreadableConfig: Rule = {
  id: 'collector/unreadable-config',
  severity: 'error',
  rationale:
    'the operator stores a configuration that it cannot parse as an empty one; a collector that reads it directly fails to start',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/collector_conversion.go, operator#4288',
  ignoreWhen:
    'the text is a template, which becomes YAML only when it is rendered. Lint the rendered result as well',
  visit: () => ({
    *collector({ config, configText, configProblem, configObject, configPath }) {
      const location = { object: configObject, path: configPath };
      if (configProblem) {
        const { reason, line, column } = configProblem;
        yield {
          ...location,
          message: `the configuration is not valid YAML: ${reason}, at its line ${line}, column ${column}`,
        };
      } else if (configText && !config) {
        const got = configText.text.trim() === '' ? 'nothing' : 'something else';
        yield { ...location, message: `the configuration must be a mapping in YAML, got ${got}` };
      }
    },
  }),
};
