import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type KubernetesType, kubernetesTypes } from './embedded-types.ts';
import { type Field, type FieldType, type KubernetesTypes, plainName } from './kubernetes-types.ts';

// as kubernetes-models places them; all others are of core/v1
const places: Readonly<Record<string, string>> = {
  DaemonSetUpdateStrategy: 'kubernetes-models/apps/v1',
  DeploymentStrategy: 'kubernetes-models/apps/v1',
  StatefulSetPersistentVolumeClaimRetentionPolicy: 'kubernetes-models/apps/v1',
  HorizontalPodAutoscalerBehavior: 'kubernetes-models/autoscaling/v2',
  PodsMetricSource: 'kubernetes-models/autoscaling/v2',
  IngressTLS: 'kubernetes-models/networking.k8s.io/v1',
  LabelSelector: '@kubernetes-models/apimachinery/apis/meta/v1',
};

/**
 * The Kubernetes types that our CRDs embed, and those that these are made of, as the declarations of kubernetes-models have
 * them, which are generated from Kubernetes' OpenAPI.
 *
 * @throws for a declaration that is written in another way than those of the release that this was made for
 */
export function declaredKubernetesTypes(): KubernetesTypes {
  const types = new Map<string, readonly Field[]>();
  const files = new Map<string, string>();
  const add = (name: string, file: string) => {
    const known = files.get(name);
    if (known === file) return;
    if (known !== undefined) throw new Error(`${name} must be one type, got ${known} and ${file}`);
    files.set(name, file);
    const { fields, references } = readDeclaration(name, file);
    types.set(name, fields);
    for (const reference of references) add(...reference);
  };
  for (const type of Object.keys(kubernetesTypes) as KubernetesType[]) {
    const name = plainName(type);
    add(name, declarationOf(`${places[name] ?? 'kubernetes-models/v1'}/${name}`));
  }
  return new Map([...types].sort(([one], [other]) => (one < other ? -1 : 1)));
}

// types of Go that are written as a text, or as a text or a number
const scalars: Readonly<Record<string, FieldType>> = {
  IntOrString: { kind: 'port' },
  Quantity: { kind: 'amount' },
  Time: { kind: 'text' },
  MicroTime: { kind: 'text' },
  FieldsV1: { kind: 'anything' },
};

function readDeclaration(name: string, file: string) {
  const text = readFileSync(file, 'utf8');
  const declared = /^export interface I\w+(?: extends TypeMeta)? \{\n(.*?)^\}/ms.exec(text);
  if (declared === null) throw new Error(`${file} must declare ${name}`);
  const imported = new Map(
    [...text.matchAll(/^import \{ (\w+) \} from "(.+)";$/gm)].map(([, alias = '', path = '']) => [
      alias,
      path,
    ]),
  );
  const references: [string, string][] = [];
  const named = (alias: string): FieldType => {
    const path = imported.get(alias);
    if (path === undefined) throw new Error(`${file} must import ${alias}`);
    const own = path.slice(path.lastIndexOf('/') + 1).replace(/\.js$/, '');
    const scalar = scalars[own];
    if (scalar !== undefined) return scalar;
    const place = path.startsWith('.')
      ? join(dirname(file), path.replace(/\.js$/, '.d.ts'))
      : declarationOf(path);
    references.push([own, place]);
    return { kind: 'type', name: own };
  };
  const body = (declared[1] ?? '').replaceAll(/\/\*\*.*?\*\//gs, '');
  const fields = [...body.matchAll(/"([^"]+)"(\??): ((?:\{[^}]*\}|[^;{])+);/g)].map(
    ([, field = '', optional, type = '']): Field => {
      // a manifest may leave out what the place in it tells
      const told = field === 'apiVersion' || field === 'kind';
      const ofObject = told && text.includes('extends TypeMeta');
      return {
        name: field,
        required: optional === '' && !ofObject,
        type: ofObject ? { kind: 'text' } : fieldType(type, named),
      };
    },
  );
  return { fields, references };
}

function fieldType(text: string, named: (alias: string) => FieldType): FieldType {
  const plain = text.trim();
  const list = /^Array<(.*)>$/s.exec(plain);
  if (list) return { kind: 'list', item: fieldType(list[1] ?? '', named) };
  const map = /^\{\s*\[key: string\]: (.*);\s*\}$/s.exec(plain);
  if (map) return { kind: 'map', item: fieldType(map[1] ?? '', named) };
  if (plain === 'string') return { kind: 'text' };
  if (plain === 'number') return { kind: 'number' };
  if (plain === 'boolean') return { kind: 'flag' };
  if (/^"[^"]*"( \| "[^"]*")*$/.test(plain)) {
    const values = [...plain.matchAll(/"([^"]*)"/g)].map(([, value = '']) => value);
    return { kind: 'choice', values };
  }
  if (/^\w+$/.test(plain)) return named(plain);
  throw new Error(`type of a field must be one that is known, got ${plain}`);
}

function declarationOf(module: string): string {
  return `tools/kubernetes-types/node_modules/${module}.d.ts`;
}
