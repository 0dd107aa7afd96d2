import type { Protocol } from '../../upstream/edge/protocols.ts';
import { elasticsearchPorts } from '../../upstream/elasticsearch/image-ports.ts';
import {
  jaegerComponentOf,
  jaegerComponentPorts,
  takesOtlp,
} from '../../upstream/jaeger/images.ts';
import { jaegerTlsFlags } from '../../upstream/jaeger/ports.ts';
import { kafkaPorts } from '../../upstream/kafka/image-ports.ts';
import { tempoPorts } from '../../upstream/tempo/image-ports.ts';
import { type Container, envVar } from '../kubernetes/workloads.ts';

const images = [elasticsearchPorts, kafkaPorts, tempoPorts];

/** What a container of a known image listens for on a port; undefined when that is not known. */
export function imageProtocol(container: Container, port: number): Protocol | undefined {
  const repository = container.imageReference?.repository ?? '';
  const component = jaegerComponentOf(repository);
  const ports = component
    ? jaegerComponentPorts[component]
    : images.find((image) => image.repository.test(repository))?.ports;
  const protocol = ports?.[port];
  if (protocol !== undefined) return isOtlpOff(container, protocol) ? 'dead' : protocol;
  const zipkin = envVar(container.env, 'COLLECTOR_ZIPKIN_HOST_PORT')?.value;
  return zipkin?.endsWith(`:${port}`) ? 'zipkin' : undefined;
}

/** Whether a container of a Jaeger v1 image speaks TLS on a port; undefined for other images. */
export function imageTls(container: Container, port: number): boolean | undefined {
  if (!jaegerComponentOf(container.imageReference?.repository ?? '')) return undefined;
  const protocol = imageProtocol(container, port);
  const flag = protocol && jaegerTlsFlags[protocol];
  if (flag === undefined) return undefined;
  const told = jaegerOption(container, flag);
  return told === '' ? undefined : told === 'true';
}

function isOtlpOff(container: Container, protocol: Protocol): boolean {
  const { repository = '', version } = container.imageReference ?? {};
  if (!jaegerComponentOf(repository) || (protocol !== 'otlp-grpc' && protocol !== 'otlp-http'))
    return false;
  return !takesOtlp(version, jaegerOption(container, 'collector.otlp.enabled'));
}

/** Value of an option of Jaeger v1, by flag or by environment; undefined when it is not set, empty when it cannot be known. */
function jaegerOption({ arguments: words, env }: Container, flag: string): string | undefined {
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
