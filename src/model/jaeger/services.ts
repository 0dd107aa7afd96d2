import type { Protocol } from '../../upstream/edge/protocols.ts';
import { jaegerPodLabels, jaegerServiceNames } from '../../upstream/jaeger/names.ts';
import { derivedJaegerPods } from '../../upstream/jaeger/pods.ts';
import { jaegerTlsFlags } from '../../upstream/jaeger/ports.ts';
import type { Pods } from '../edge/pods.ts';
import type { Resource, ResourceKind } from '../edge/resources.ts';
import { derivedPort, derivedService, type UnknownService } from '../edge/services.ts';
import { podsOfResource } from '../kubernetes/pods.ts';
import type { Jaeger } from './instances.ts';
import type { JaegerRole, JaegerRoleName } from './roles.ts';

/** A Service, perhaps with pods of a Jaeger v1 behind it. */
export interface JaegerService extends UnknownService {
  readonly jaeger?: Jaeger;
}

/** Jaegers that the operator makes pods and Services for. */
export function jaegerResources(jaegers: readonly Jaeger[]): ResourceKind<JaegerService> {
  return { names: jaegerServiceNames, resources: jaegers.map(jaegerResource) };
}

function jaegerResource(jaeger: Jaeger): Resource<JaegerService> {
  const { object, name, spec, services, roles } = jaeger;
  return {
    object,
    made: podsOfResource(object, derivedJaegerPods(name, spec, roles)),
    services: services.map((service) => ({
      ...derivedService(service, object),
      jaeger,
      ports: service.ports.map((port) =>
        derivedPort<never>(port, undefined, speaksTls(jaeger, port.protocol)),
      ),
    })),
    pods: roles.map((role) => rolePods(jaeger, role)),
  };
}

/** Whether a port speaks TLS; undefined for a protocol that has no flag for it. */
function speaksTls({ roles }: Jaeger, protocol: Protocol): boolean | undefined {
  const flag = jaegerTlsFlags[protocol];
  return flag === undefined ? undefined : roles.some(({ options }) => options.get(flag) === 'true');
}

const components: Readonly<Record<JaegerRoleName, Parameters<typeof jaegerPodLabels>[1]>> = {
  allInOne: 'all-in-one',
  collector: 'collector',
  query: 'query',
  ingester: 'ingester',
};

function rolePods(jaeger: Jaeger, role: JaegerRole): Pods<JaegerService> {
  const ports = jaeger.services
    .filter((service) => role.name === 'allInOne' || service.role === role.name)
    .flatMap((service) => service.ports);
  return {
    object: jaeger.object,
    labels: jaegerPodLabels(jaeger.name, components[role.name]),
    portNamed: () => undefined,
    complete: (service) => ({
      ...service,
      jaeger,
      ports: service.ports.map((port) => {
        const protocol = ports.find((candidate) => candidate.port === port.targetPort)?.protocol;
        return { ...port, protocol, tls: protocol && speaksTls(jaeger, protocol) };
      }),
    }),
  };
}
