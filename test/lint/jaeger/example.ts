/** A Jaeger for the documentation of a rule, with its `spec` as YAML. */
export function jaegerExample(spec: string): string {
  return `apiVersion: jaegertracing.io/v1
kind: Jaeger
metadata:
  name: jaeger
  namespace: tracing
spec:
${spec.trim().replace(/^(?=.)/gm, '  ')}
`;
}

/** A production Jaeger on Elasticsearch, with more of its `spec.storage` and of its `spec` as YAML. */
export function elasticsearchExample(options: string, storage = '', spec = ''): string {
  return jaegerExample(
    [
      'strategy: production',
      'storage:',
      '  type: elasticsearch',
      '  options:',
      '    es:',
      options.trim().replace(/^(?=.)/gm, '      '),
      storage.trim().replace(/^(?=.)/gm, '  '),
      spec.trim(),
    ]
      .filter(Boolean)
      .join('\n'),
  );
}

/** Jobs for the documentation of a rule: a CronJob with one container, as YAML. */
export function cronJobExample(container: string): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata:
  name: es-index-cleaner
  namespace: tracing
spec:
  schedule: 55 23 * * *
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
${container
  .trim()
  .replace(/^(?=.)/gm, '            ')
  .replace(/^ {12}/, '          - ')}
`;
}
