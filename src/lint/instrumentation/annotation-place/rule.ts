import { injectionKeys } from '../../../upstream/instrumentation/annotation-keys.ts';
import { at, record, scalarText } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { type Annotated, annotatedVisitor } from '../annotated.ts';

/** An annotation that asks for an injection, where the operator does not look for it. */
export const annotationPlace: Rule = {
  id: 'instrumentation/annotation-place',
  severity: 'error',
  rationale: 'the operator reads annotations only of pods and Namespaces',
  source: 'opentelemetry-operator v0.158.0 internal/instrumentation/annotation.go',
  ignoreWhen: 'a policy, such as one of Kyverno, copies the annotation or label to the pods',
  visit: () =>
    annotatedVisitor(function* (place) {
      if (place.read) return;
      for (const [key, value] of Object.entries(place.values)) {
        if (!injectionKeys.has(key) || !asks(value) || isCopy(place, key)) continue;
        yield { path: [key], message: messageOf(place, key) };
      }
    }),
};

function asks(value: unknown): boolean {
  const text = scalarText(value)?.toLowerCase();
  return text !== undefined && text !== 'false' && text !== '';
}

/** Whether the pods have the annotation too, so that it does no harm here. */
function isCopy({ workload }: Annotated, key: string): boolean {
  if (!workload) return false;
  const { object, podPath } = workload;
  return Object.hasOwn(record(at(object.value, ...podPath, 'metadata', 'annotations')), key);
}

function messageOf({ object, field, workload }: Annotated, key: string): string {
  if (!workload) return `${key} must be an annotation of the Namespace, it is a label`;
  const meant = [...workload.podPath, 'metadata', 'annotations'].join('.');
  const where =
    field === 'labels'
      ? `a label of the ${object.kind}`
      : `an annotation of the ${object.kind} itself`;
  return `${key} must be an annotation of the pods (${meant}), it is ${where}`;
}
