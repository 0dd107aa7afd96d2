import {
  backendPort,
  resolverHostnameProblem,
  resolverServiceProblem,
  runsResolver,
} from '../../upstream/collector/load-balancing.ts';
import type { Problem } from '../../upstream/values/problem.ts';
import { at, list, own, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';

/** A place where a load_balancing exporter is told of backends. */
interface BalancerAddress {
  /** Path of the address in the settings of the exporter. */
  readonly path: Path;
  readonly address: string;
  /** How the resolver reads it; unset for an address with its port. */
  readonly name?: 'host' | 'service';
  /** Port of the backends as it is set beside the address; unset when it is not, or a variable tells it. */
  readonly port?: number;
  /** Port of the backends when none is set; unset when one is. */
  readonly defaultPort?: number;
  /** Where the port is set, or would be; unset where it belongs into the address. */
  readonly portPath?: Path;
  /** Why the resolver cannot use the address. */
  readonly problem?: Problem;
}

/**
 * Addresses that the resolvers of a load_balancing exporter are told.
 *
 * @param version - release of the collector, when it is known
 */
export function balancerAddresses(
  settings: UnknownRecord,
  version: string | undefined,
): BalancerAddress[] {
  const resolver = own(settings, 'resolver');
  const isOn = (name: string) => runsResolver(resolver, name);
  return [
    ...(isOn('dns') ? dnsAddresses(own(resolver, 'dns')) : []),
    ...(isOn('k8s') ? serviceAddresses(own(resolver, 'k8s'), version) : []),
    ...(isOn('static') ? staticAddresses(own(resolver, 'static')) : []),
  ];
}

function dnsAddresses(dns: unknown): BalancerAddress[] {
  const hostname = text(own(dns, 'hostname'));
  if (hostname === undefined) return [];
  const ports = portsOf(own(dns, 'port'));
  return [
    {
      path: ['resolver', 'dns', 'hostname'],
      address: hostname,
      name: 'host',
      ...ports,
      portPath: ['resolver', 'dns', 'port'],
      problem: resolverHostnameProblem(hostname, ports.port ?? ports.defaultPort),
    },
  ];
}

function serviceAddresses(k8s: unknown, version: string | undefined): BalancerAddress[] {
  const service = text(own(k8s, 'service'));
  if (service === undefined) return [];
  // with several ports each pod counts as several backends
  const ports = portsOf(at(k8s, 'ports', 0));
  return [
    {
      path: ['resolver', 'k8s', 'service'],
      address: service,
      name: 'service',
      ...ports,
      portPath: ['resolver', 'k8s', 'ports', ...(list(own(k8s, 'ports')).length > 0 ? [0] : [])],
      problem: resolverServiceProblem(service, ports.port ?? ports.defaultPort, version),
    },
  ];
}

function staticAddresses(resolver: unknown): BalancerAddress[] {
  return list(own(resolver, 'hostnames')).flatMap((hostname, index) =>
    typeof hostname === 'string'
      ? [
          {
            path: ['resolver', 'static', 'hostnames', index],
            address: hostname,
            defaultPort: backendPort,
          },
        ]
      : [],
  );
}

function portsOf(written: unknown): Pick<BalancerAddress, 'port' | 'defaultPort'> {
  if (written === undefined || written === null || written === '') {
    return { defaultPort: backendPort };
  }
  const port = typeof written === 'string' && /^\d+$/.test(written) ? Number(written) : written;
  return typeof port === 'number' ? { port } : {};
}
