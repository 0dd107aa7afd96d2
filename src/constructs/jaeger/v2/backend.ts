import type { ReceiverProtocol } from '../../../upstream/collector/component-names.ts';
import type { DefaultProtocol } from '../../collector/props.ts';
import type { Backend } from '../../edge/backend.ts';
import { keptStorage } from '../sized-storage.ts';
import { JaegerV2 } from './instance.ts';
import type { JaegerV2Props } from './props.ts';

/** Settings of a Jaeger v2, besides those that the stack has one value for. */
export type JaegerV2BackendProps<P extends ReceiverProtocol = DefaultProtocol> = Omit<
  JaegerV2Props<P>,
  'namespace' | 'clusterDomain'
>;

/** A Jaeger v2, which the OpenTelemetry operator runs: no other operator is installed for it. */
export function jaegerV2<P extends ReceiverProtocol = DefaultProtocol>(
  props: JaegerV2BackendProps<P>,
): Backend {
  return {
    bind({ instances, namespace, clusterDomain, sizing }) {
      const storage = keptStorage(props.storage, sizing);
      const given: JaegerV2Props<ReceiverProtocol> = {
        ...props,
        storage,
        namespace,
        clusterDomain,
      };
      const instance = new JaegerV2(instances, 'Jaeger', given);
      const { otlpGrpc, otlpHttp, thriftHttp, query, metrics } = instance;
      const otlp = otlpGrpc ?? otlpHttp;
      if (otlp === undefined) {
        throw new Error(
          `protocols must hold otlp-grpc or otlp-http for the collector of the stack, got ${props.protocols?.join(', ')}`,
        );
      }
      return { otlp: [otlp], thriftHttp, query, metrics };
    },
  };
}
