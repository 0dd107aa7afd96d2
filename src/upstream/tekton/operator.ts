import { tektonConfigMapName } from './tracing.ts';

/** API group of the Tekton operator. */
export const tektonOperatorGroup = 'operator.tekton.dev';

/** API group and version of its resources. */
export const tektonOperatorApiVersion = `${tektonOperatorGroup}/v1alpha1`;

/** Name of the one TektonConfig that it takes (tektoncd/operator v0.81.1 docs/TektonConfig.md). */
export const tektonConfigName = 'config';

/** First Tekton operator with `options`, where data of ConfigMaps can be told. */
export const tektonOperatorOptionsSince = '0.68.0';

/**
 * Where the resources of the Tekton operator have the settings of Tekton Pipelines, by kind.
 *
 * Source: tektoncd/operator v0.81.1 pkg/apis/operator/v1alpha1/tektonpipeline_types.go.
 */
export const tektonPipelinePaths: ReadonlyMap<string, readonly string[]> = new Map([
  ['TektonConfig', ['spec', 'pipeline']],
  ['TektonPipeline', ['spec']],
]);

/** What stands before the keys of tracing there, a dot included: they are no mapping. */
export const tektonTracesPrefix = 'traces.';

/** Where the data of a ConfigMap can be told too, which wins over those keys (tektoncd/operator v0.81.1 docs/TektonConfig.md). */
export const tektonTracingOptions: readonly string[] = [
  'options',
  'configMaps',
  tektonConfigMapName,
  'data',
];
