import type { UnknownRecord } from '../../../src/upstream/values/unknown.ts';

/** A collector configuration with all receivers in one pipeline. */
export function config(receivers: UnknownRecord, rest: UnknownRecord = {}): UnknownRecord {
  return {
    receivers,
    exporters: { debug: {} },
    service: { pipelines: { traces: { receivers: Object.keys(receivers), exporters: ['debug'] } } },
    ...rest,
  };
}

export const otlp = { otlp: { protocols: { grpc: null, http: null } } };
