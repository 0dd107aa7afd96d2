import type { Operator } from '../../../model/operator/installed.ts';
import {
  jaegerOperatorIdentity,
  jaegerOperatorMark,
  jaegerOperatorNameVariable,
} from '../../../upstream/jaeger/operator/manifest.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';

/** A Jaeger that carries the mark of an operator which is not the one that the manifests install. */
export const foreignOwner: Rule = {
  id: 'operator/foreign-owner',
  severity: 'error',
  rationale:
    'the Jaeger operator silently skips a Jaeger whose label names another operator as its owner',
  source: 'jaeger-operator v1.51.0 pkg/controller/jaeger/jaeger_controller.go',
  ignoreWhen:
    'the Jaeger belongs to the other operator, which another release installs, and the operator in the manifests should leave it alone',
  visit({ operators }) {
    const identities = operators.flatMap(identityOf);
    if (identities.length === 0) return {};
    return {
      *jaeger({ object: { namespace, name, labels } }) {
        const owner = labels[jaegerOperatorMark];
        if (owner === undefined || identities.includes(owner)) return;
        const message = `Jaeger ${namespace}/${name} is labelled as managed by ${owner}, but the operator is ${listed(identities, ' or ')}; leave the label to the operator`;
        yield { path: ['metadata', 'labels', jaegerOperatorMark], message };
      },
    };
  },
};

/** What a Jaeger operator marks Jaegers with, where the manifests tell. */
function identityOf({ kind, namespace, container }: Operator): string[] {
  if (kind !== 'jaeger' || namespace === '') return [];
  const name = container.env.find((entry) => entry.name === jaegerOperatorNameVariable)?.value;
  return [jaegerOperatorIdentity(namespace, name)];
}
