import path from 'node:path';
import type { FoundText } from '../../lint/clusters.ts';
import { readText } from '../../lint/texts.ts';
import { list, record, text } from '../../upstream/values/unknown.ts';

/** A `kustomization.yaml` and what it names. */
export interface Kustomization {
  readonly source: FoundText;
  /** The folder that it stands in. */
  readonly folder: string;
  /** Files and folders of manifests, bases and components, as paths. */
  readonly resources: readonly string[];
  /** Why building it would fetch from elsewhere or run programs; unset when it is all here. */
  readonly foreign?: string;
}

const names = ['kustomization.yaml', 'kustomization.yml'];
const resourceFields = ['resources', 'bases', 'components', 'crds'];
const programFields = [
  'helmCharts',
  'helmChartInflationGenerator',
  'generators',
  'transformers',
  'validators',
];

/** Kustomizations among the texts of folders that were searched. */
export function readKustomizations(texts: readonly FoundText[]): Kustomization[] {
  return texts
    .filter(({ file, folder }) => folder !== undefined && names.includes(path.basename(file)))
    .flatMap((source) => {
      const [document] = readText(source).manifests;
      return document === undefined ? [] : [readKustomization(source, document.value)];
    });
}

function readKustomization(source: FoundText, value: unknown): Kustomization {
  const folder = path.dirname(source.file);
  const fields = record(value);
  const named = resourceFields.flatMap((field) =>
    list(fields[field]).flatMap((one) => text(one) ?? []),
  );
  const remote = named.find(isRemote);
  const program = programFields.find((field) => fields[field] !== undefined);
  return {
    source,
    folder,
    resources: named.filter((one) => !isRemote(one)).map((one) => path.join(folder, one)),
    foreign: remote ?? program,
  };
}

/** Whether a resource is fetched over the network. */
function isRemote(resource: string): boolean {
  return /:\/\/|^git@|^github\.com\/|\?ref=/.test(resource);
}
