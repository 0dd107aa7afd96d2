import type { Protocol } from '../../upstream/edge/protocols.ts';
import {
  jaegerComponentOf,
  jaegerComponentPorts,
  takesOtlp,
} from '../../upstream/jaeger/images.ts';
import { jaegerTlsFlags } from '../../upstream/jaeger/ports.ts';
import type { ContainerListening } from '../edge/pods.ts';
import { type Container, envVar } from '../kubernetes/workloads.ts';

/** What a container of Jaeger v1 listens for on a port, which for Zipkin its environment tells of images of others, too. */
export const jaegerListening: ContainerListening = (container, port) => {
  const component = jaegerComponentOf(container.imageReference?.repository ?? '');
  const ports = component && jaegerComponentPorts[component];
  const protocol = ports?.[port] ?? zipkinOn(container, port);
  if (protocol === undefined) return undefined;
  if (!ports) return { protocol };
  return isOtlpOff(container, protocol)
    ? { protocol: 'dead' }
    : { protocol, tls: speaksTls(container, protocol) };
};

function zipkinOn({ env }: Container, port: number): Protocol | undefined {
  const address = envVar(env, 'COLLECTOR_ZIPKIN_HOST_PORT')?.value;
  return address?.endsWith(`:${port}`) ? 'zipkin' : undefined;
}

function isOtlpOff(container: Container, protocol: Protocol): boolean {
  if (protocol !== 'otlp-grpc' && protocol !== 'otlp-http') return false;
  const enabled = optionOf(container, 'collector.otlp.enabled');
  return !takesOtlp(container.imageReference?.version, enabled);
}

function speaksTls(container: Container, protocol: Protocol): boolean | undefined {
  const flag = jaegerTlsFlags[protocol];
  if (flag === undefined) return undefined;
  const told = optionOf(container, flag);
  return told === '' ? undefined : told === 'true';
}

/** Value of an option, by flag or by environment; undefined when it is not set, empty when it cannot be known. */
function optionOf({ arguments: words, env }: Container, flag: string): string | undefined {
  const index = words.findLastIndex(({ text }) => text.replace(/=.*$/s, '') === `--${flag}`);
  const word = words[index]?.text;
  if (word !== undefined) {
    if (word.includes('=')) return word.slice(word.indexOf('=') + 1);
    const next = words[index + 1]?.text;
    return next === undefined || next.startsWith('-') ? 'true' : next;
  }
  const variable = envVar(env, flag.toUpperCase().replace(/[.-]/g, '_'));
  return variable && (variable.value ?? '');
}
