import type { Rule } from '../../rule.ts';
import { thanosExample } from '../examples.ts';

function example(mountPath: string): string {
  const secret = `apiVersion: v1
kind: Secret
metadata:
  name: thanos-tracing
  namespace: monitoring
stringData:
  tracing.yaml: |
    type: OTLP
    config:
      client_type: grpc
      service_name: thanos-query
      endpoint: otlp.example.com:4317
      insecure: true
`;
  const thanos = thanosExample({
    args: '- --tracing.config-file=/etc/thanos/tracing.yaml',
    more: `volumeMounts:\n  - name: tracing\n    mountPath: ${mountPath}`,
  });
  const volumes =
    '      volumes:\n        - name: tracing\n          secret:\n            secretName: thanos-tracing\n';
  return `${secret}---\n${thanos}${volumes}`;
}

/** A `--tracing.config-file`, or a Secret of the Prometheus operator, that is not there. */
export const configFile: Rule = {
  id: 'thanos/config-file',
  severity: 'error',
  rationale: 'without the file that holds its tracing settings, Thanos exits at start',
  source:
    'efficientgo/tools extkingpin/pathorcontent.go; prometheus-operator v0.93.0 pkg/thanos/statefulset.go',
  wrong: example('/etc/tracing'),
  right: example('/etc/thanos'),
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
