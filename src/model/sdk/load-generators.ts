import { protocols } from '../../upstream/edge/protocols.ts';
import { loadGeneratorImage, loadGeneratorSignals } from '../../upstream/sdk/load-generators.ts';
import type { Sender } from '../edge/senders.ts';
import { readFlags, type Workload } from '../kubernetes/workloads.ts';

/** Addresses that telemetrygen is told by a flag. */
export function loadGeneratorSenders({ object, containers }: Workload): Sender<'workload'>[] {
  return containers.flatMap((container) => {
    if (!loadGeneratorImage.test(container.imageReference?.repository ?? '')) return [];
    const flags = readFlags(object, container);
    const endpoint = flags.find(({ name }) => name === 'otlp-endpoint');
    const signal = container.arguments.find(({ text }) => loadGeneratorSignals.includes(text));
    if (endpoint?.value === undefined || endpoint.value.includes('$') || !signal) return [];
    const isOn = (flag: string) =>
      flags.some(({ name, value }) => name === flag && value !== 'false');
    const protocol = isOn('otlp-http') ? 'otlp-http' : 'otlp-grpc';
    return [
      {
        kind: 'workload',
        client: object,
        label: container.name,
        namespace: object.namespace,
        object,
        path: endpoint.path,
        // a flag may be written in one word with its value
        address: endpoint.value,
        among: endpoint.offset > 0 ? written(container, endpoint.path) : undefined,
        grammar: 'host-port',
        judge: () => undefined,
        defaultPort: protocols[protocol].port,
        protocol,
        signals: [signal.text],
        tls: !isOn('otlp-insecure'),
        enabled: true,
      },
    ];
  });
}

function written(
  { arguments: words }: Workload['containers'][number],
  path: Sender['path'],
): string | undefined {
  return words.find((word) => word.path === path)?.text;
}
