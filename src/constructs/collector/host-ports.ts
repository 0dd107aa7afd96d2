import type { ReceiverProtocol } from '../../upstream/collector/component-names.ts';
import type { DerivedPort } from '../../upstream/operator/derived-service.ts';
import { ownedProblem } from '../props/refuse.ts';
import type { NamedCollectorProps } from './props.ts';

type Asking = Pick<NamedCollectorProps, 'hostPort' | 'mode' | 'extraSpec'>;

/** Why ports cannot be open on nodes, undefined entries where they can. */
export function hostPortProblems({ hostPort = false, mode, extraSpec }: Asking) {
  if (!hostPort) return [];
  return [
    mode === 'daemonset'
      ? undefined
      : `hostPort needs mode daemonset, which has a pod on each node, got ${mode ?? 'deployment'}`,
    ownedProblem('extraSpec', extraSpec, { ports: 'hostPort', hostNetwork: 'hostPort' }),
  ];
}

/**
 * The ports of protocols as `spec.ports`, open on the node as well. They have the names that the operator gives them, so that those of
 * its Services stay.
 *
 * @param ports - those that the operator infers
 */
export function hostPorts(
  { hostPort = false }: Asking,
  protocols: readonly ReceiverProtocol[],
  ports: readonly DerivedPort[],
) {
  if (!hostPort) return undefined;
  return ports
    .filter(({ protocol }) => protocols.some((one) => one === protocol))
    .map(({ name, port, transport, appProtocol }) => ({
      name,
      port,
      protocol: transport,
      appProtocol,
      hostPort: port,
    }));
}
