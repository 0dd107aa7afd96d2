import {
  type Caretaker,
  caretakerDefinitions,
  isCaretaker,
} from '../../upstream/operator/caretakers.ts';
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

/** Those whose CustomResourceDefinition tells of them, because nobody applies it without them; the workload may be in a chart of Helm's. */
const toldByDefinition: readonly Caretaker[] = ['cert-manager', 'gateway-api'];

/** Whether manifests install what takes care of kinds, by its name; of a name that nobody here knows, they do not. */
export function bringsCaretaker({ objects, operators }: Brought, name: string): boolean {
  if (!isCaretaker(name)) return false;
  const kind = operatorKinds[name];
  return (
    (kind !== undefined && operators.some((operator) => operator.kind === kind)) ||
    (toldByDefinition.includes(name) &&
      objects.find('CustomResourceDefinition', '', caretakerDefinitions[name]) !== undefined)
  );
}
