import { optionValue, type RunningRole } from '../../../model/jaeger/roles.ts';
import { isFilledByWebhook } from '../../../model/kubernetes/injectors.ts';
import {
  type Container,
  runningContainers,
  type Workload,
} from '../../../model/kubernetes/workloads.ts';
import { flagsNamedSince } from '../../../upstream/jaeger/flags.ts';
import { adminPorts } from '../../../upstream/jaeger/servers.ts';
import { listed } from '../../../upstream/values/shown.ts';
import { number, own, scalarText } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Finding, Rule } from '../../rule.ts';
import { hasNeighbours, SilentPorts } from '../silent-ports.ts';

/** A probe of a collector or a Jaeger that asks a port on which nothing in the pod listens. */
export const silentProbe: Rule = {
  id: 'edge/silent-probe',
  severity: 'error',
  rationale:
    "the kubelet's probe gets no answer, so the pod never becomes ready, or its container restarts again and again",
  ignoreWhen:
    'the listener is outside the manifests, such as a proxy that a webhook injects into the pod',
  source:
    'Kubernetes v1.36.3 api core/v1 Probe; jaeger v1.65.0 ports/ports.go; jaeger-kubernetes#98',
  visit({ listeners }) {
    const silent = new SilentPorts(listeners);
    return {
      *collector(collector) {
        const { container, workload, object, name } = collector;
        if (!container || !workload || hasNeighbours(collector) || isShared(workload)) return;
        for (const { probe, port, path } of probesOf(container)) {
          if (!silent.isSilent(collector, port)) continue;
          const open = listed(silent.open(collector)) || 'none';
          const message = `${probe} asks port ${port}, on which ${name} does not listen: it listens on ${open}`;
          yield { object, path, message };
        }
      },
      *jaegerRole(role) {
        const { workload, container } = role;
        if (!container || !workload || isShared(workload)) return;
        if (runningContainers(workload).length === 1) yield* roleProblems(role, container);
      },
    };
  },
};

/** Whether programs of the node, or of what a webhook puts into the pod, may answer as well. */
function isShared(workload: Workload): boolean {
  return workload.podSpec.hostNetwork === true || isFilledByWebhook(workload);
}

/** Probes of a component of Jaeger v1 that ask the port which another component has for its health. */
function* roleProblems(role: RunningRole, container: Container): Iterable<Finding> {
  // of older ones other flags move it
  if (role.version !== undefined && !isAtLeast(role.version, flagsNamedSince)) return;
  const usual = adminPorts[role.name];
  const told = optionValue(role, 'admin.http.host-port', `:${usual}`);
  const admin = Number(/:(\d+)$/.exec(told ?? '')?.[1]);
  const others: readonly number[] = Object.values(adminPorts);
  for (const { probe, port, path } of probesOf(container)) {
    if (!admin || port === admin || !others.includes(port) || isServed(role, port)) continue;
    yield {
      object: role.object,
      path,
      message: `${probe} asks port ${port}, on which ${role.name} does not listen: its health is on ${admin}`,
      fix: String(admin),
    };
  }
}

/** Whether a flag has the component listen there for something else. */
function isServed({ options }: RunningRole, port: number): boolean {
  return [...options.values()].some((value) => value.endsWith(`:${port}`));
}

interface AskedPort {
  readonly probe: string;
  readonly port: number;
  readonly path: Path;
}

/** Ports that the probes of a container ask, by number or by name. */
function probesOf({ value, path, ports }: Container): AskedPort[] {
  return ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap((probe) =>
    ['httpGet', 'tcpSocket', 'grpc'].flatMap((handler) => {
      const action = own(own(value, probe), handler);
      // of another host nothing is known
      if (own(action, 'host') !== undefined) return [];
      const asked = own(action, 'port');
      const name = scalarText(asked);
      const port = number(asked) ?? ports.find((one) => one.name === name)?.port;
      return port === undefined ? [] : [{ probe, port, path: [...path, probe, handler, 'port'] }];
    }),
  );
}
