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
 * as that type, and drops what the type does not have.
 */
export function withEmbeddedTypes(schema: unknown, known: unknown): unknown {
  if (!isRecord(schema) || !isRecord(known)) return schema;
  if (text(known.$ref) !== undefined) return isOpen(schema) ? known : schema;
  const properties = record(schema.properties);
  const typed = Object.entries(record(known.properties)).flatMap(([name, field]) => {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const joined = withEmbeddedTypes(own, field);
    return joined === own ? [] : [[name, joined] as const];
  });
  const inner = (['items', 'additionalProperties'] as const).flatMap((keyword) => {
    const joined = withEmbeddedTypes(schema[keyword], known[keyword]);
    return joined === schema[keyword] ? [] : [[keyword, joined] as const];
  });
  if (typed.length === 0 && inner.length === 0) return schema;
  return {
    ...schema,
    ...Object.fromEntries(inner),
    properties: { ...properties, ...Object.fromEntries(typed) },
  };
}

function isOpen(schema: unknown): boolean {
  return own(schema, 'x-kubernetes-preserve-unknown-fields') === true && !at(schema, 'properties');
}
