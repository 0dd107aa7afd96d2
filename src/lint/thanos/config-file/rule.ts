import type { Rule } from '../../rule.ts';

/** A `--tracing.config-file`, or a Secret of the Prometheus operator, that is not there. */
export const configFile: Rule = {
  id: 'thanos/config-file',
  severity: 'error',
  rationale: 'without the file that holds its tracing settings, Thanos exits at start',
  source:
    'efficientgo/tools extkingpin/pathorcontent.go; prometheus-operator v0.93.0 pkg/thanos/statefulset.go',
  *check({ thanos }) {
    for (const { missingFile, label } of thanos) {
      if (!missingFile) continue;
      const { file, reason, object, path } = missingFile;
      yield {
        object,
        path,
        message:
          reason === 'not-mounted'
            ? `${label}: the file with the tracing settings must be mounted, nothing is at ${file}`
            : `${label}: the file with the tracing settings must be a key of what is mounted, there is no ${file}`,
      };
    }
  },
};
