import type { ReceiverProtocol } from '../../../upstream/collector/component-names.ts';
import type { DefaultProtocol } from '../../collector/props.ts';
import type { Backend, OtlpEndpoint } from '../../edge/backend.ts';
import { refuse, within } from '../../props/refuse.ts';
import { mapping, required } from '../../props/shape.ts';
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
  refuse(required(mapping).problem('props of jaegerV2', props));
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
      return { otlp: [receiverOf(instance, otlpGrpc ?? otlpHttp)], thriftHttp, query, metrics };
    },
  };
}

function receiverOf(instance: JaegerV2<ReceiverProtocol>, otlp: OtlpEndpoint | undefined) {
  if (otlp !== undefined) return otlp;
  return within(instance, () => {
    throw new Error(
      'protocols must hold otlp-grpc or otlp-http for the collector of the stack, got neither',
    );
  });
}
