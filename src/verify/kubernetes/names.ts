import { at, scalarText, text, type UnknownRecord } from '../../upstream/values/unknown.ts';

/** Name of an object of the cluster. */
export function nameOf(object: UnknownRecord): string {
  return text(at(object, 'metadata', 'name')) ?? '';
}

/** Namespace of an object of the cluster. */
export function namespaceOf(object: UnknownRecord): string {
  return text(at(object, 'metadata', 'namespace')) ?? '';
}

/** A condition of an object's status; undefined when it has none of that type. */
export function conditionOf(
  object: UnknownRecord | undefined,
  type: string,
): { readonly status: string; readonly reason: string; readonly message: string } | undefined {
  const conditions = at(object, 'status', 'conditions');
  if (!Array.isArray(conditions)) return undefined;
  const found = conditions.find((condition) => at(condition, 'type') === type);
  return (
    found && {
      status: text(at(found, 'status')) ?? '',
      reason: text(at(found, 'reason')) ?? '',
      message: text(at(found, 'message')) ?? '',
    }
  );
}

/** A value on one line, cut where it is long. */
export function shown(value: unknown): string {
  const whole = value === undefined ? 'nothing' : (scalarText(value) ?? JSON.stringify(value));
  const line = whole.replace(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}
