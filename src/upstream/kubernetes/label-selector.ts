import { isRecord, list, own, record, text, type UnknownRecord } from '../values/unknown.ts';

/**
 * Whether a LabelSelector finds an object with these labels; an empty one finds all. An operator that Kubernetes does not have
 * is taken to be met.
 *
 * Source: Kubernetes api meta/v1 LabelSelector and LabelSelectorRequirement.
 */
export function selectsLabels(
  selector: UnknownRecord,
  labels: Readonly<Record<string, string>>,
): boolean {
  const label = (key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  const matches = Object.entries(record(selector.matchLabels));
  if (matches.some(([key, value]) => label(key) !== value)) return false;
  return list(selector.matchExpressions).every(
    (expression) => !isRecord(expression) || isMet(expression, label(text(expression.key) ?? '')),
  );
}

/** An answer that may not be known. */
export type Answer = boolean | undefined;

/** Labels that controllers of the cluster add to pods, with values that no manifest tells. */
const addedLabel =
  /^(?:pod-template-hash|controller-revision-hash|pod-template-generation|(?:batch\.kubernetes\.io\/)?(?:job-name|controller-uid)|(?:statefulset|apps|batch|topology)\.kubernetes\.io\/.*)$/;

/**
 * Whether a LabelSelector finds a pod by the labels that it is made with; undefined where that hangs on labels that the cluster
 * adds.
 */
export function matchesSelector(
  selector: UnknownRecord,
  labels: Readonly<Record<string, string>>,
): Answer {
  const isAdded = (key: unknown) =>
    typeof key === 'string' && addedLabel.test(key) && !Object.hasOwn(labels, key);
  const matchLabels = Object.entries(record(selector.matchLabels));
  const expressions = list(selector.matchExpressions);
  const known = {
    matchLabels: Object.fromEntries(matchLabels.filter(([key]) => !isAdded(key))),
    matchExpressions: expressions.filter((one) => !isAdded(own(one, 'key'))),
  };
  if (!selectsLabels(known, labels)) return false;
  const hangs =
    matchLabels.some(([key]) => isAdded(key)) ||
    expressions.some((one) => isAdded(own(one, 'key')));
  return hangs ? undefined : true;
}

function isMet({ operator, values }: UnknownRecord, value: string | undefined): boolean {
  const among = value !== undefined && list(values).includes(value);
  switch (operator) {
    case 'In':
      return among;
    case 'NotIn':
      return !among;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return true;
  }
}
