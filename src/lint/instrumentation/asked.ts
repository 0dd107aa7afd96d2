import type { Injection, InjectionTarget } from '../../model/instrumentation/injections.ts';
import type { Model } from '../../model/model.ts';
import type { Candidates } from './candidates.ts';

/** An annotation with an effect, and what the operator finds for it. */
interface Asked extends Injection {
  readonly target: InjectionTarget;
}

/**
 * Annotations that are resolved, each once: that of a Namespace counts for all pods in it. Left out are those whose answer
 * may be outside of the manifests.
 *
 * @param candidates - what the annotations can name
 */
export function* askedFor(
  model: Model,
  what: 'instrumentation' | 'sidecar',
  candidates: Candidates,
): Generator<Asked> {
  const { collectors, operators, objects } = model;
  const stack =
    candidates.size > 0 ||
    collectors.some(({ operated }) => operated) ||
    operators.some(({ kind }) => kind === 'opentelemetry');
  if (!stack) return;
  const told = new Set<string>();
  for (const injection of model.injections) {
    const { target, object, path, injects } = injection;
    if (!target || (injects === 'sidecar') !== (what === 'sidecar')) continue;
    const key = `${object.order}\n${path.join('\n')}`;
    if (told.has(key)) continue;
    if (target.status !== 'found') {
      const { namespace } = target;
      const declared = namespace !== '' && objects.hasNamespace(namespace);
      // where kubectl puts objects that name no namespace, nobody knows
      if (!declared && !candidates.has(namespace)) continue;
      if (target.status === 'none' && candidates.has('')) continue;
    }
    told.add(key);
    yield { ...injection, target };
  }
}
