import { componentKinds } from './components.ts';

/** Sections of a configuration (opentelemetry-collector v0.158.0 otelcol/config.go). */
export const sections: readonly string[] = [...componentKinds, 'service'];

/** Keys of `service` (opentelemetry-collector v0.158.0 service/config.go). */
export const serviceKeys: readonly string[] = ['extensions', 'pipelines', 'telemetry'];

/** Keys of a pipeline, each a list of ids (opentelemetry-collector v0.158.0 service/pipelines/config.go). */
export const pipelineKeys = ['receivers', 'processors', 'exporters'] as const;

/** Feature gate with which a collector starts without a pipeline (opentelemetry-collector v0.122.0 service). */
export const noPipelinesGate = 'service.AllowNoPipelines';
