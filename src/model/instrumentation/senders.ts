import { type OtlpProtocol, otlpProtocols } from '../../upstream/edge/protocols.ts';
import { hostVariable, nodeAddressVariable } from '../../upstream/kubernetes/downward-api.ts';
import {
  askedSignals,
  postedPath,
  protocolOf,
  usualEndpoint,
} from '../../upstream/sdk/exporter.ts';
import { isRecord, own, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import { parseAddress } from '../edge/address.ts';
import type { Sender } from '../edge/senders.ts';
import { type KubeObject, pathText } from '../kubernetes/objects.ts';
import type { EnvVar } from '../kubernetes/workloads.ts';
import { endpointOf, endpointPath, type Instrumentation } from './instances.ts';

/**
 * Addresses that injected agents send spans to: one for each language that the spec has settings for or that a workload asks
 * for, and one for whatever SDK uses the common endpoint when none of these does.
 */
export function instrumentationSenders(
  instrumentation: Instrumentation,
  injected: ReadonlySet<string>,
): Sender<'instrumentation'>[] {
  const { object, namespace, spec, env } = instrumentation;
  const wanted = instrumentation.languages.filter(
    ({ language }) => isRecord(spec[language]) || injected.has(language),
  );
  const told = wanted.map(({ language, endpoint, protocol, env: own }) =>
    sender(
      object,
      namespace,
      language,
      endpoint ?? { value: usualEndpoint(protocol), path: endpointPath },
      protocol,
      [own, env],
    ),
  );
  const written = text(own(spec.exporter, 'endpoint'));
  const common = endpointOf([env]) ?? (written && { value: written, path: endpointPath });
  const isUsed = told.some(({ path }) => common && pathText(path) === pathText(common.path));
  return !common || isUsed
    ? told
    : [...told, sender(object, namespace, 'sdk', common, protocolOf(env), [env])];
}

const agentsOf = (labels: string) => (labels === 'sdk' ? 'SDKs' : `agents of ${labels}`);

function sender(
  object: KubeObject,
  namespace: string,
  label: string,
  endpoint: { readonly value: string; readonly name?: string; readonly path: Path },
  protocol: OtlpProtocol | undefined,
  environments: readonly (readonly EnvVar[])[],
): Sender<'instrumentation'> {
  const { value: address, name, path } = endpoint;
  const { scheme, host = '', path: written } = parseAddress(address) ?? {};
  return {
    kind: 'instrumentation',
    client: object,
    label,
    called: agentsOf,
    namespace,
    object,
    path,
    address,
    onNode: hostVariable(host) === nodeAddressVariable,
    grammar: 'sdk',
    protocol,
    possible: otlpProtocols,
    posts: postedPath(name, written, ...environments),
    signals: askedSignals(name, ...environments),
    ...(scheme === undefined ? {} : { tls: scheme === 'https' }),
    enabled: true,
  };
}
