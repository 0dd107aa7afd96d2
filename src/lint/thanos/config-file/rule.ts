import type { Rule } from '../../rule.ts';

/** A `--tracing.config-file`, or a Secret of the Prometheus operator, that is not there. */
export const configFile: Rule = {
  id: 'thanos/config-file',
  severity: 'error',
  rationale: 'Thanos exits at start when the file with its tracing settings does not exist',
  source:
    'efficientgo/tools extkingpin/pathorcontent.go; prometheus-operator v0.93.0 pkg/thanos/statefulset.go',
  ignoreWhen:
    'something writes the file into the container before Thanos starts, such as an init container or the Vault agent',
  visit: () => ({
    *thanos({ missingFile, label }) {
      if (!missingFile) return;
      const { file, reason, object, path } = missingFile;
      const what = `${label}: the file with the tracing settings must be`;
      yield {
        object,
        path,
        message:
          reason === 'not-mounted'
            ? `${what} mounted, but no volume is at ${file}`
            : `${what} a key of the mounted ConfigMap or Secret, got ${file}`,
      };
    },
  }),
};
