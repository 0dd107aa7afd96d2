import { jaegerV2Ports } from '../../../upstream/jaeger/v2/servers.ts';
import type { Components } from '../../collector/components.ts';
import type { SamplingSource } from '../sampling.ts';

/** File of the strategies in the collector's pods. */
export const samplingFile = { folder: '/etc/jaeger/sampling', name: 'sampling.json' } as const;

/** The extension that answers senders. */
export function remoteSampling({ adaptive }: SamplingSource, storage: string): Components {
  const source =
    adaptive === undefined
      ? { file: { path: `${samplingFile.folder}/${samplingFile.name}`, reload_interval: '30s' } }
      : {
          adaptive: {
            sampling_store: storage,
            target_samples_per_second: adaptive.targetSamplesPerSecond,
            initial_sampling_probability: adaptive.initialSamplingProbability,
          },
        };
  return {
    ...source,
    http: { endpoint: `0.0.0.0:${jaegerV2Ports.samplingHttp}` },
    grpc: { endpoint: `0.0.0.0:${jaegerV2Ports.samplingGrpc}` },
  };
}
