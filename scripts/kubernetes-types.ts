import { readFileSync } from 'node:fs';
import type { KubernetesType } from './embedded-types.ts';

/** What a field of a Kubernetes type holds. */
export type FieldType =
  | { readonly kind: 'text' | 'number' | 'flag' | 'port' | 'amount' | 'anything' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'list' | 'map'; readonly item: FieldType }
  | { readonly kind: 'type'; readonly name: string };

/** A field of a Kubernetes type. */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly type: FieldType;
}

/** Types of Kubernetes' API by name, each with its fields. */
export type KubernetesTypes = ReadonlyMap<string, readonly Field[]>;

/** Where `npm run import:kubernetes` writes them. */
export const kubernetesTypesFile = 'imports/kubernetes-types.json';

/** The Kubernetes types that our CRDs embed, and those that these are made of. */
export function readKubernetesTypes(): KubernetesTypes {
  return new Map(Object.entries(JSON.parse(readFileSync(kubernetesTypesFile, 'utf8'))));
}

/** Text of the file of these types, one a line, so that a change is a readable diff. */
export function kubernetesTypesJson(types: KubernetesTypes): string {
  const lines = [...types].map(
    ([name, fields]) => `${JSON.stringify(name)}: ${JSON.stringify(fields)}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Name of an embedded type, whether a field has one or a list of it. */
export function plainName(type: KubernetesType): string {
  return type.replace('[]', '');
}
