import type { Model } from '../../../model/model.ts';
import { proxyOfEdge, proxySettings } from '../../../model/proxies.ts';
import { proxyVariables } from '../../../upstream/edge/proxy.ts';
import type { Finding, Rule } from '../../rule.ts';

/** What is inside of the cluster, and is asked by a proxy. */
export const proxy: Rule = {
  id: 'edge/proxy',
  severity: 'warning',
  rationale:
    'an HTTP proxy rarely reaches Services or the API server, so spans, or the requests of an operator, are lost',
  ignoreWhen: 'the proxy runs in the cluster, or can reach its Services and its API server',
  source:
    'golang.org/x/net v0.50.0 http/httpproxy, grpc v1.80.0 internal/resolver/delegatingresolver',
  *check(model) {
    for (const edge of model.usedEdges) {
      const { target, address, sender } = edge;
      const by = target.kind === 'service' ? proxyOfEdge(model, edge) : undefined;
      if (by === undefined) continue;
      const { object, path } = sender;
      const message = `${edge.client} connects through the proxy ${by}, because NO_PROXY does not contain ${address?.host ?? sender.address}`;
      yield { object, path, message };
    }
    yield* operators(model);
  },
};

/** Operators, all of whose requests are to the API server: its address is a number, which NO_PROXY must have. */
function* operators(model: Model): Iterable<Finding> {
  for (const { workload } of model.operators) {
    for (const { env, path, name } of workload?.containers ?? []) {
      const settings = proxySettings(env);
      if (!settings?.https || /\*|\/|\d+\.\d+|\$\(|:/.test(settings.none)) continue;
      const entry = env.find(({ name: variable }) =>
        proxyVariables.https.some((one) => one === variable),
      );
      const message = `container ${name} reaches the API server through the proxy ${settings.https}, because NO_PROXY does not contain $(KUBERNETES_SERVICE_HOST)`;
      yield { object: workload.object, path: entry?.path ?? path, message };
    }
  }
}
