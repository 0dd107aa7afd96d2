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

/** Whether a label that manifests do not give to a pod may be one that the cluster adds. */
export function isAddedLabel(key: string): boolean {
  return addedLabel.test(key);
}

/**
 * Whether a LabelSelector finds something of which some labels are not known; undefined where it hangs on these.
 *
 * @param mayHave - whether it may have a label, with any value, that is not among the known ones
 */
export function matchesSelector(
  selector: UnknownRecord,
  labels: Readonly<Record<string, string>>,
  mayHave: (key: string) => boolean,
): Answer {
  const isOpen = (key: unknown) =>
    typeof key === 'string' && !Object.hasOwn(labels, key) && mayHave(key);
  const matchLabels = Object.entries(record(selector.matchLabels));
  const expressions = list(selector.matchExpressions);
  const known = {
    matchLabels: Object.fromEntries(matchLabels.filter(([key]) => !isOpen(key))),
    matchExpressions: expressions.filter((one) => !isOpen(own(one, 'key'))),
  };
  if (!selectsLabels(known, labels)) return false;
  const hangs =
    matchLabels.some(([key]) => isOpen(key)) || expressions.some((one) => isOpen(own(one, 'key')));
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
