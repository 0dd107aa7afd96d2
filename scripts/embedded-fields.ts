import { type EmbeddedTypes, embeddedTypes } from './embedded-types.ts';
import { plainName } from './kubernetes-types.ts';

/**
 * A module that `cdk8s import` wrote, with Kubernetes' types in place of the `any` of fields that our CRDs leave open.
 *
 * @throws if a field of the list is not in a module that has its kind
 */
export function withKubernetesTypes(module: string): string {
  const used = new Set<string>();
  const types = typesByField();
  const structures = new Set(
    [...module.matchAll(/@schema (\w+)$/gm)].map(([, name]) => lower(name)),
  );
  const missing = new Set(
    [...types.keys()].filter((field) => structures.has(`${field.split('#')[0]}`)),
  );
  const typed = module.replaceAll(
    /(@schema (\w+#\w+)\n \s*\*\/\n {2}readonly \w+\??: )any(\[\])?;/g,
    (whole, before: string, field: string, isList?: string) => {
      const type = types.get(lower(field));
      if (type === undefined) return whole;
      missing.delete(lower(field));
      used.add(type);
      return `${before}${isList ? `readonly ${type}[]` : type};`;
    },
  );
  if (missing.size > 0) throw new Error(`fields must be open, got ${[...missing].join(', ')}`);
  const names = [...used].sort().join(', ');
  return typed.replace(
    "import { Construct } from 'constructs';\n",
    (line) => `${line}import type { ${names} } from './kubernetes.ts';\n`,
  );
}

/** Types by the names that `cdk8s import` gives to structures and fields, in small letters: those of the list spell differently. */
function typesByField(): Map<string, string> {
  return new Map(
    Object.entries(embeddedTypes).flatMap(([place, fields]) => fieldsOf(place, fields)),
  );
}

function fieldsOf(place: string, fields: EmbeddedTypes): [string, string][] {
  const [kind = '', version = ''] = place.split(' ');
  // the stored version has the plain name
  const structure = place === 'OpenTelemetryCollector v1alpha1' ? `${kind}${version}` : kind;
  return Object.entries(fields).map(([path, type]) => {
    const steps = path.replaceAll('[]', '').split('.');
    const field = steps.pop();
    return [lower(`${structure}${steps.join('')}#${field}`), plainName(type)];
  });
}

function lower(name = ''): string {
  return name.toLowerCase();
}
