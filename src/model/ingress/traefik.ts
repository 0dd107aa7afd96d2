import { otlpProtocols, protocols } from '../../upstream/edge/protocols.ts';
import { traefikFlags, traefikImage } from '../../upstream/ingress/traefik.ts';
import { parseAddress } from '../edge/address.ts';
import type { Sender } from '../edge/senders.ts';
import type { KubeObject } from '../kubernetes/objects.ts';
import { type Container, type Flag, readFlags, type Workload } from '../kubernetes/workloads.ts';

/** Addresses that Traefik sends spans to, by its arguments. */
export function traefikSenders({ object, containers }: Workload): Sender<'traefik'>[] {
  return containers
    .filter(({ imageReference }) => traefikImage.test(imageReference?.repository ?? ''))
    .flatMap((container) => containerSender(object, container));
}

function containerSender(object: KubeObject, container: Container): Sender<'traefik'>[] {
  const flags = readFlags(object, container);
  const flag = (name: string) =>
    flags.findLast((one) => one.name.toLowerCase() === name.toLowerCase());
  // gRPC goes before HTTP where both are set
  const overGrpc = flag(traefikFlags.grpc.endpoint);
  const endpoint = overGrpc ?? flag(traefikFlags.http.endpoint);
  if (!endpoint?.value) return [];
  const { path, value: address } = endpoint;
  return [
    {
      kind: 'traefik',
      client: object,
      label: container.name,
      namespace: object.namespace,
      object,
      path,
      address,
      among: endpoint.offset > 0 ? written(container, endpoint) : undefined,
      possible: otlpProtocols,
      enabled: true,
      ...(overGrpc ? grpc(flag(traefikFlags.grpc.insecure)) : http(address)),
    },
  ];
}

function grpc(insecure: Flag | undefined) {
  return {
    grammar: 'host-port',
    protocol: 'otlp-grpc',
    tls: !insecure || insecure.value === 'false',
  } as const;
}

function http(address: string) {
  const { scheme, path = protocols['otlp-http'].tracesPath } = parseAddress(address) ?? {};
  return {
    grammar: 'http-exporter',
    protocol: 'otlp-http',
    tls: scheme !== 'http',
    posts: path,
  } as const;
}

/** The argument that a flag is written in. */
function written({ arguments: words }: Container, { path }: Flag): string | undefined {
  return words.find((word) => word.path === path)?.text;
}
