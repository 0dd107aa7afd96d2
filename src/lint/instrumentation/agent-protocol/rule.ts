import type { Injection } from '../../../model/instrumentation/injections.ts';
import type { Instrumentation } from '../../../model/instrumentation/instances.ts';
import type { OtlpProtocol } from '../../../upstream/edge/protocols.ts';
import { languageExports, nodejsHttpSince } from '../../../upstream/instrumentation/languages.ts';
import { protocolOf, protocolVariables } from '../../../upstream/sdk/exporter.ts';
import { isRecord } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** A protocol that the agent of a language does not have. */
export const agentProtocol: Rule = {
  id: 'instrumentation/agent-protocol',
  severity: 'error',
  rationale:
    'an agent sends nothing when its image contains no exporter for the protocol that it is configured with',
  source:
    'opentelemetry-operator v0.158.0 autoinstrumentation/python/requirements.txt; opentelemetry-operator#3753',
  ignoreWhen: 'the agent image is your own and contains an exporter for that protocol',
  visit({ injections }) {
    const injected = injectedLanguages(injections);
    return {
      *instrumentation(instrumentation) {
        const { spec, env: common, languages } = instrumentation;
        for (const one of languages) {
          const { language, env } = one;
          const used = isRecord(spec[language]) || injected.get(instrumentation)?.has(language);
          const told = protocolOf(env, common);
          const message = used && told !== undefined ? problemOf(one, told) : undefined;
          if (message) yield { path: pathOf(env, common) ?? ['spec', language], message };
        }
      },
    };
  },
};

/** Languages that workloads ask an Instrumentation for. */
function injectedLanguages(
  injections: readonly Injection[],
): ReadonlyMap<Instrumentation, ReadonlySet<string>> {
  const injected = new Map<Instrumentation, Set<string>>();
  for (const { target, injects } of injections) {
    if (target?.status !== 'found' || !target.instrumentation) continue;
    const known = injected.get(target.instrumentation) ?? new Set();
    injected.set(target.instrumentation, known.add(injects));
  }
  return injected;
}

function problemOf(
  { language, version }: Instrumentation['languages'][number],
  told: OtlpProtocol,
): string | undefined {
  const { protocols, endpointAttribute } = languageExports[language];
  // the module of web servers reads no environment
  if (endpointAttribute !== undefined) return undefined;
  const old =
    language === 'nodejs' && version !== undefined && !isAtLeast(version, nodejsHttpSince);
  if ((old ? ['otlp-grpc'] : protocols).includes(told)) return undefined;
  const [name, only] = told === 'otlp-grpc' ? ['gRPC', 'HTTP'] : ['HTTP', 'gRPC'];
  return `the agent for ${language}${old ? ` ${version}` : ''} exports only over ${only}, but its protocol is ${name}`;
}

function pathOf(
  ...environments: readonly (readonly { readonly name: string; readonly path: Path }[])[]
): Path | undefined {
  for (const name of protocolVariables) {
    for (const env of environments) {
      const entry = env.findLast((one) => one.name === name);
      if (entry) return [...entry.path, 'value'];
    }
  }
  return undefined;
}
