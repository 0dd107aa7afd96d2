import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FoundText } from '../../lint/clusters.ts';
import { readText } from '../../lint/texts.ts';
import { list, own, record, text } from '../../upstream/values/unknown.ts';

/** A `kustomization.yaml` and what it names; paths are whole. */
export interface Kustomization {
  readonly source: FoundText;
  /** The folder that it stands in. */
  readonly folder: string;
  /** Files and folders of manifests, bases and components. */
  readonly resources: readonly string[];
  /** Files of patches and of settings of kustomize itself, which are no objects of their own. */
  readonly parts: readonly string[];
  /** Whether it is part of others only, and builds nothing by itself. */
  readonly isComponent: boolean;
  /** Why building it would fetch from elsewhere or run programs; unset when it is all here. */
  readonly foreign?: string;
}

// source: sigs.k8s.io/kustomize/api pkg/konfig RecognizedKustomizationFileNames
const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const resourceFields = ['resources', 'bases', 'components', 'crds'];
const programFields = [
  'helmCharts',
  'helmChartInflationGenerator',
  'generators',
  'transformers',
  'validators',
];
// lists of files, lists of objects that name one, and lists of objects that name several
const partFields = ['patchesStrategicMerge', 'configurations', 'generators', 'transformers'];
const partObjects = ['patches', 'patchesJson6902', 'replacements'];
const generatorFields = ['configMapGenerator', 'secretGenerator'];

/**
 * Kustomizations among the texts, and those outside of them that they use. A resource of Flux in a file of that name is a manifest
 * like any other.
 */
export function readKustomizations(texts: readonly FoundText[]): Kustomization[] {
  const all = texts
    .filter(({ file }) => names.includes(path.basename(file)))
    .flatMap(kustomizationIn);
  const known = new Set(all.map(({ folder }) => folder));
  // grows as it is walked, by what those that are found use in turn
  for (const { resources } of all) {
    for (const folder of resources) {
      if (known.has(folder)) continue;
      known.add(folder);
      const file = names.map((name) => path.join(folder, name)).find((one) => existsSync(one));
      if (file !== undefined) all.push(...kustomizationIn(textOf(file)));
    }
  }
  return all;
}

/** A file that no argument named, which is read because a kustomization names it. */
export function textOf(file: string): FoundText {
  return { file: path.relative('', file), text: readFileSync(file, 'utf8') };
}

function kustomizationIn(source: FoundText): Kustomization[] {
  const [document] = readText(source).manifests;
  const isManifest = text(own(document?.value, 'apiVersion'))?.includes('.toolkit.fluxcd.io/');
  return document === undefined || isManifest ? [] : [readKustomization(source, document.value)];
}

function readKustomization(source: FoundText, value: unknown): Kustomization {
  const folder = path.dirname(path.resolve(source.file));
  const fields = record(value);
  const resources = resourceFields.flatMap((field) => textsIn(fields[field]));
  const parts = partsOf(fields);
  const program = programFields.find((field) => fields[field] !== undefined);
  const here = (some: readonly string[]) =>
    some.filter((one) => !isRemote(one)).map((one) => path.resolve(folder, one));
  return {
    source,
    folder,
    resources: here(resources),
    parts: here(parts),
    isComponent: fields.kind === 'Component',
    foreign: [...resources, ...parts, ...generated(fields)].find(isRemote) ?? program,
  };
}

function partsOf(fields: Readonly<Record<string, unknown>>): string[] {
  const named = partObjects.flatMap((field) =>
    list(fields[field]).flatMap((one) => text(own(one, 'path')) ?? []),
  );
  const schema = text(own(fields.openapi, 'path')) ?? [];
  // a patch may also stand there itself
  const written = partFields.flatMap((field) => textsIn(fields[field]));
  return [...named, ...written.filter((one) => !one.includes('\n')), ...schema];
}

/** Files whose content goes into ConfigMaps and Secrets, each perhaps behind its key. */
function generated(fields: Readonly<Record<string, unknown>>): string[] {
  return generatorFields.flatMap((field) =>
    list(fields[field]).flatMap((one) =>
      [...textsIn(own(one, 'files')), ...textsIn(own(one, 'envs'))].map((file) =>
        file.replace(/^[^=/]*=/, ''),
      ),
    ),
  );
}

function textsIn(value: unknown): string[] {
  return list(value).flatMap((one) => text(one) ?? []);
}

/**
 * Whether something is fetched over the network. Source: sigs.k8s.io/kustomize/api internal/git/repospec.go, and
 * internal/loader/fileloader.go for single files.
 */
function isRemote(resource: string): boolean {
  return /:\/\/|^git::|^gh:|^[\w.-]+@[\w.-]+:|^github\.com[:/]|[?&]ref=/i.test(resource);
}
