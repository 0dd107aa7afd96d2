/** A Jaeger `j` in the namespace `t`. */
export const jaegerOf = (spec: string): string =>
  `{apiVersion: jaegertracing.io/v1, kind: Jaeger, metadata: {name: j, namespace: t}, spec: ${spec}}`;

/** A production Jaeger on Elasticsearch with `es` options, more of its storage and more of its spec. */
export const onElasticsearch = (options: string, storage = '', spec = ''): string =>
  jaegerOf(
    `{strategy: production, storage: {type: elasticsearch, options: {es: ${options}}${storage && `, ${storage}`}}${spec && `, ${spec}`}}`,
  );

/** A CronJob `c` in the namespace `t` with one container. */
export const cronJobOf = (container: string): string =>
  `{apiVersion: batch/v1, kind: CronJob, metadata: {name: c, namespace: t}, spec: {jobTemplate: {spec: {template: {spec: {containers: [${container}]}}}}}}`;

/** A Jaeger v2 `c` in the namespace `t` with the configuration of its collector. */
export const jaegerV2Of = (config: string, spec = 'image: "jaegertracing/jaeger:2.20.0"'): string =>
  `{apiVersion: opentelemetry.io/v1beta1, kind: OpenTelemetryCollector, metadata: {name: c, namespace: t}, spec: {${spec}, config: ${config}}}`;

/** Several manifests. */
export const all = (...manifests: string[]): string => manifests.join('\n---\n');
