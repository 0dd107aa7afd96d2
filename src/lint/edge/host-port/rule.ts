import type { Listener } from '../../../model/collector/listeners.ts';
import type { MadePods } from '../../../model/kubernetes/pods.ts';
import type { Model } from '../../../model/model.ts';
import { list, own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A client that sends to a port of its node, which the collector there opens in its own pod alone. */
export const hostPort: Rule = {
  id: 'edge/host-port',
  severity: 'warning',
  rationale:
    'the address of a node reaches only ports that a container opens on the node, by hostPort or hostNetwork: true',
  ignoreWhen: 'something outside the manifests opens that port on each node',
  source:
    'Kubernetes v1.36 docs/reference core/v1 ContainerPort; opentelemetry-operator v0.158.0 internal/manifests/collector/container.go',
  visit(model) {
    // what listens in a pod on the network of its node, manifests do not tell of every program
    if (model.pods.some(({ spec }) => spec.hostNetwork === true)) return {};
    const opened = new Set(model.pods.flatMap(openedPorts));
    const onNodes = new Map(onEachNode(model).map((one) => [one.port, one]));
    return {
      *edge({ sender, port, client }) {
        if (!sender.onNode || port === undefined || opened.has(port)) return;
        const listener = onNodes.get(port);
        if (!listener) return;
        const { object } = listener.collector;
        yield {
          message: `${client} sends to port ${port} of its node, but ${object.kind} ${object.name} opens it only in its own pods: it has no hostPort: ${port}`,
        };
      },
    };
  },
};

/** Listeners of collectors that run on each node. */
function onEachNode({ listeners }: Model): readonly Listener[] {
  return listeners.filter(
    ({ collector: { mode, workload } }) =>
      mode === 'daemonset' || workload?.object.kind === 'DaemonSet',
  );
}

function openedPorts({ spec }: MadePods): unknown[] {
  return list(spec.containers).flatMap((container) =>
    list(own(container, 'ports')).map((port) => own(port, 'hostPort')),
  );
}
