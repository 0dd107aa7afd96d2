import type { Rule } from '../../rule.ts';

/** A provisioning file that is no YAML. */
export const unreadableFile: Rule = {
  id: 'grafana/unreadable-file',
  severity: 'error',
  rationale: 'Grafana fails to start with a provisioning file that it cannot parse',
  source: 'grafana v12 pkg/services/provisioning/datasources/config_reader.go',
  ignoreWhen:
    'a tool renders the file before Grafana reads it, such as a template whose marks are not YAML',
  *check({ grafana }) {
    for (const { source, problem } of grafana.broken) {
      const { reason, line, column } = problem;
      yield {
        object: source.object,
        path: source.path,
        message: `the provisioning file is not valid YAML: ${reason}, at its line ${line}, column ${column}`,
      };
    }
  },
};
