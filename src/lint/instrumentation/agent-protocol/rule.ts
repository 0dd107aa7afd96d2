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
  rationale: 'an agent that is told a protocol which its image has no exporter for sends nothing',
  source:
    'opentelemetry-operator v0.158.0 autoinstrumentation/python/requirements.txt; opentelemetry-operator#3753',
  *check({ instrumentations, injections }) {
    const injected = new Map<unknown, Set<string>>();
    for (const { target, injects } of injections) {
      if (target?.status !== 'found' || !target.instrumentation) continue;
      const known = injected.get(target.instrumentation) ?? new Set();
      injected.set(target.instrumentation, known.add(injects));
    }
    for (const instrumentation of instrumentations) {
      const { object, spec, env: common, languages } = instrumentation;
      for (const { language, env, version } of languages) {
        const facts = languageExports[language];
        const used = isRecord(spec[language]) || injected.get(instrumentation)?.has(language);
        const told = protocolOf(env, common);
        if (!used || told === undefined || facts.endpointAttribute !== undefined) continue;
        const old =
          language === 'nodejs' && version !== undefined && !isAtLeast(version, nodejsHttpSince);
        const spoken = old ? ['otlp-grpc'] : facts.protocols;
        if (spoken.includes(told)) continue;
        const [name, only] = told === 'otlp-grpc' ? ['gRPC', 'HTTP'] : ['HTTP', 'gRPC'];
        yield {
          object,
          path: pathOf(env, common) ?? ['spec', language],
          message: `the agent for ${language} exports over ${only} only${old ? ` in ${version}` : ''}, it is told ${name}`,
        };
      }
    }
  },
};

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
