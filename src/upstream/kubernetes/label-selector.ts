import { isRecord, list, record, text, type UnknownRecord } from '../values/unknown.ts';

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
