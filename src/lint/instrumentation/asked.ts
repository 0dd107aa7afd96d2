import type { Injection, InjectionTarget } from '../../model/instrumentation/injections.ts';
import type { ObjectIndex } from '../../model/kubernetes/objects.ts';
import type { Model } from '../../model/model.ts';
import { once } from '../once.ts';
import { Candidates } from './candidates.ts';

/**
 * A function that gives what the operator finds for an annotation; undefined for what is told already, as an annotation of a
 * Namespace counts for all pods in it, and where the answer may be outside of the manifests.
 *
 * @param what - what the annotations must ask for
 * @param candidates - what the annotations can name
 */
export function targetsOf(
  model: Model,
  what: 'instrumentation' | 'sidecar',
  candidates: Candidates,
): (injection: Injection) => InjectionTarget | undefined {
  if (!hasStack(model, candidates)) return () => undefined;
  const isNew = once();
  return (injection) => {
    const { target, injects } = injection;
    if (!target || (injects === 'sidecar') !== (what === 'sidecar')) return undefined;
    if (mayBeElsewhere(target, model.objects, candidates)) return undefined;
    return isNew(injection) ? target : undefined;
  };
}

/** Annotations that lead to nothing among the manifests, where what they name may well be in the cluster. */
export function openInjections(model: Model): Injection[] {
  const sidecars = new Candidates(
    model.collectors.filter(({ operated, mode }) => operated && mode === 'sidecar'),
  );
  const instrumentations = new Candidates(model.instrumentations);
  return model.injections.filter(({ target, injects }) => {
    if (target?.status !== 'none' && target?.status !== 'missing') return false;
    const candidates = injects === 'sidecar' ? sidecars : instrumentations;
    return !hasStack(model, candidates) || mayBeElsewhere(target, model.objects, candidates);
  });
}

/** Whether anything of the operator's is among the manifests. */
function hasStack({ collectors, operators }: Model, candidates: Candidates): boolean {
  return (
    candidates.size > 0 ||
    collectors.some(({ operated }) => operated) ||
    operators.some(({ kind }) => kind === 'opentelemetry')
  );
}

function mayBeElsewhere(
  target: InjectionTarget,
  objects: ObjectIndex,
  candidates: Candidates,
): boolean {
  if (target.status === 'found') return false;
  const { namespace } = target;
  const declared = namespace !== '' && objects.hasNamespace(namespace);
  if (!declared && !candidates.has(namespace)) return true;
  // where kubectl puts objects that name no namespace, nobody knows
  return target.status === 'none' && candidates.has('');
}
