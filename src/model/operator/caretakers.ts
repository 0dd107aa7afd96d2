import type { Caretaker } from '../../upstream/operator/caretakers.ts';
import type { ObjectIndex } from '../kubernetes/objects.ts';
import type { Operator, OperatorKind } from './installed.ts';

interface Brought {
  readonly objects: ObjectIndex;
  readonly operators: readonly Operator[];
}

const operatorKinds: Readonly<Partial<Record<Caretaker, OperatorKind>>> = {
  'opentelemetry-operator': 'opentelemetry',
  'jaeger-operator': 'jaeger',
  'prometheus-operator': 'prometheus',
  'grafana-operator': 'grafana',
  'cert-manager': 'cert-manager',
};

/** CustomResourceDefinitions that tell of one whose workload is not among the manifests. */
const definitions: Readonly<Partial<Record<Caretaker, string>>> = {
  'cert-manager': 'certificates.cert-manager.io',
  'gateway-api': 'httproutes.gateway.networking.k8s.io',
};

/** Whether manifests install what takes care of kinds, by its name; of a name that nobody here knows, they do not. */
export function bringsCaretaker({ objects, operators }: Brought, name: string): boolean {
  const kind = Object.hasOwn(operatorKinds, name) ? operatorKinds[name as Caretaker] : undefined;
  const definition = Object.hasOwn(definitions, name) ? definitions[name as Caretaker] : undefined;
  return (
    (kind !== undefined && operators.some((operator) => operator.kind === kind)) ||
    (definition !== undefined &&
      objects.find('CustomResourceDefinition', '', definition) !== undefined)
  );
}
