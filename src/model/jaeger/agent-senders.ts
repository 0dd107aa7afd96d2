import { listed, type Sender } from '../edge/senders.ts';
import { envVar, readFlags, type Workload } from '../kubernetes/workloads.ts';

/**
 * Addresses of collectors that containers of the Jaeger agent are given, comma-separated.
 *
 * Source: jaeger v1.51.0 cmd/agent/app/reporter/grpc/flags.go.
 */
export function agentSenders(workload: Workload): Sender<'workload'>[] {
  const { object, containers } = workload;
  return containers.flatMap((container) => {
    if (!/(^|\/)jaeger-agent$/.test(container.imageReference?.repository ?? '')) return [];
    const flags = readFlags(object, container);
    const flag = flags.findLast(({ name }) => name === 'reporter.grpc.host-port');
    const variable = envVar(container.env, 'REPORTER_GRPC_HOST_PORT');
    const path = flag?.path ?? [...(variable?.path ?? []), 'value'];
    const tls = flags.findLast(({ name }) => name === 'reporter.grpc.tls.enabled');
    const tlsVariable = envVar(container.env, 'REPORTER_GRPC_TLS_ENABLED');
    const addresses = (flag ? flag.value : variable?.value) ?? '';
    return (addresses === '' ? [] : listed(addresses, path)).map(
      (address): Sender<'workload'> => ({
        kind: 'workload',
        client: object,
        label: container.name,
        namespace: object.namespace,
        object,
        ...address,
        grammar: 'host-port',
        protocol: 'jaeger-grpc',
        tls: tls ? tls.value !== 'false' : tlsVariable?.value === 'true',
        enabled: true,
      }),
    );
  });
}
