import { specSchemaTexts } from '../../../imports/schemas.ts';

/** Kinds whose CustomResourceDefinitions are kept in `imports/crds/`, with API group, versions and release. */
export interface KnownKind {
  readonly kind: string;
  readonly group: string;
  /** Served versions, the stored one first. */
  readonly versions: readonly string[];
}

const texts: ReadonlyMap<string, string> = new Map(Object.entries(specSchemaTexts));

/** Kinds of the operators' custom resources. */
export const knownKinds: readonly KnownKind[] = readKinds();

function readKinds(): KnownKind[] {
  const kinds = new Map<string, { kind: string; group: string; versions: string[] }>();
  for (const key of texts.keys()) {
    const [group = '', version = '', kind = ''] = key.split('/');
    const known = kinds.get(`${group}/${kind}`);
    if (known) known.versions.push(version);
    else kinds.set(`${group}/${kind}`, { kind, group, versions: [version] });
  }
  return [...kinds.values()];
}

const parsed = new Map<string, unknown>();

/**
 * Schema of `spec` of a kind, as the newest release of its operator has it; undefined for a kind or version that it does not
 * have.
 *
 * Source: opentelemetry-operator v0.158.0 and jaeger-operator v1.65.0, CustomResourceDefinitions.
 */
export function knownSpecSchema(group: string, version: string, kind: string): unknown {
  const key = `${group}/${version}/${kind}`;
  const source = texts.get(key);
  // only kinds that are linted are parsed, since most runs see one or two
  if (source !== undefined && !parsed.has(key)) parsed.set(key, JSON.parse(source));
  return parsed.get(key);
}

const patterns = new Map<string, RegExp | undefined>();

/**
 * A `pattern` of a schema as an expression to run; undefined for one that no known schema has. Go runs any pattern in time
 * that grows with the text, JavaScript may need time that doubles with each character, so those of a
 * CustomResourceDefinition that somebody wrote are not run.
 */
export function knownPattern(pattern: string): RegExp | undefined {
  if (!patterns.has(pattern)) {
    const written = `"pattern":${JSON.stringify(pattern)}`;
    const known = [...texts.values()].some((source) => source.includes(written));
    patterns.set(pattern, known ? new RegExp(pattern) : undefined);
  }
  return patterns.get(pattern);
}
