import { kubernetesSchemaTexts } from '../../../imports/kubernetes-schemas.ts';
import { at, isRecord, own, record, text } from '../values/unknown.ts';

const parsed = new Map<string, unknown>();

/** Schema of a type of Kubernetes' own that custom resources embed, by its name, such as `Toleration`; undefined for others. */
export function kubernetesSchema(name: string): unknown {
  const source = Object.hasOwn(kubernetesSchemaTexts, name)
    ? kubernetesSchemaTexts[name]
    : undefined;
  // a manifest has a few of them
  if (source !== undefined && !parsed.has(name)) parsed.set(name, JSON.parse(source));
  return parsed.get(name);
}

/**
 * A schema with the Kubernetes types of a known one of the same kind where it leaves a field open: the operator decodes the field
 * as that type, and drops what the type does not have. They are joined where somebody looks, since manifests set a few of
 * thousands of fields.
 *
 * @param known - parses the known schema, when it is looked at
 */
export function withEmbeddedTypes(schema: unknown, known: () => unknown): unknown {
  if (!isRecord(schema)) return schema;
  const joined = { ...schema };
  for (const keyword of ['properties', 'items', 'additionalProperties'] as const) {
    if (!isRecord(schema[keyword])) continue;
    const join = keyword === 'properties' ? joinedFields : joinedField;
    let inner: unknown;
    const get = () => {
      inner ??= join(schema[keyword], own(known(), keyword));
      return inner;
    };
    Object.defineProperty(joined, keyword, { enumerable: true, get });
  }
  return joined;
}

function joinedFields(fields: unknown, known: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record(fields)).map(([name, field]) => [
      name,
      joinedField(field, own(known, name)),
    ]),
  );
}

function joinedField(field: unknown, known: unknown): unknown {
  if (!isRecord(known)) return field;
  if (text(known.$ref) !== undefined) return isOpen(field) ? known : field;
  return withEmbeddedTypes(field, () => known);
}

function isOpen(schema: unknown): boolean {
  return own(schema, 'x-kubernetes-preserve-unknown-fields') === true && !at(schema, 'properties');
}
