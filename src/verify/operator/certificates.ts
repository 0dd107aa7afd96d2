import { type ObjectReference, titleOf } from '../../model/kubernetes/reference.ts';
import { at, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { type Check, failed, type Outcome, passed } from '../check.ts';
import type { Context } from '../context.ts';
import { conditionOf } from '../kubernetes/names.ts';

/** Whether cert-manager has issued what the manifests ask for. */
export function certificateChecks({ model, cluster, namespace: usual }: Context): Check[] {
  return model.certificates.map(({ object }) => {
    const { apiVersion, kind, name } = object;
    const reference = { apiVersion, kind, name, namespace: object.namespace || usual };
    return {
      title: `${titleOf(reference)} is ready`,
      run: async () => certificateOutcome(await cluster.read(reference), reference),
    };
  });
}

/** Whether cert-manager has issued what a Certificate asks for. */
export function certificateOutcome(
  found: UnknownRecord | undefined,
  { namespace, name }: ObjectReference,
): Outcome {
  const more = {
    hop: 'cert-manager',
    fix: `kubectl -n ${namespace} describe certificate ${name}; kubectl -n cert-manager logs deployment/cert-manager`,
  };
  if (!found) return failed('the cluster does not have it', more);
  const ends = text(at(found, 'status', 'notAfter'));
  if (ends !== undefined && Date.parse(ends) < Date.now()) {
    return failed(`the certificate has expired at ${ends}`, more);
  }
  const ready = conditionOf(found, 'Ready');
  if (ready?.status === 'True') return passed(ends === undefined ? '' : `until ${ends}`);
  const why = ready ? `${ready.reason}: ${ready.message}` : 'cert-manager has not processed it';
  return failed(`it is not issued, ${why}`, more);
}
