import path from 'node:path';
import type { LintClustersOptions } from '../lint/clusters.ts';
import type { ManifestText } from '../lint/manifests.ts';
import type { FoundProject } from './find.ts';

/** Rules about the order of objects, which does not count where somebody sorts them. */
const orderRules = ['order/definition-last', 'order/injected-last', 'order/namespace-last'];

/** Files that a project file does not exclude. */
export function included<T extends { readonly file: string }>(
  files: readonly T[],
  { exclude }: FoundProject,
): T[] {
  return files.filter(({ file }) => !exclude.some((one) => isWithin(one, file)));
}

/** Services that others bring, as manifests, so that who sends to them is not told that they are missing. */
export function elsewhereTexts({ file, services }: FoundProject): ManifestText[] {
  if (services.length === 0) return [];
  // what leads out of the cluster is not judged, and neither is what others bring
  const elsewhere = services.map(({ name, namespace }) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { type: 'ExternalName', externalName: `${name}.${namespace}.elsewhere` },
  }));
  const text = elsewhere.map((service) => JSON.stringify(service)).join('\n---\n');
  return [{ file: `${file} (elsewhere)`, text }];
}

/** Options of the command line joined with what a project file says; the command line counts first. */
export function projectOptions(
  options: LintClustersOptions,
  project: FoundProject,
): LintClustersOptions {
  const { assume, ignore, applied, certManager, clusters } = project;
  return {
    ignore: [
      ...(options.ignore ?? []),
      ...ignore,
      ...(applied === 'kubectl' ? [] : orderRules),
      ...(certManager ? ['operator/cert-manager-missing'] : []),
    ],
    assume: { ...assume, ...options.assume },
    clusters: clusters.map((folder) => path.relative('', folder) || '.'),
  };
}

/** Whether a file is a file or folder, or within it. */
export function isWithin(outer: string, file: string): boolean {
  const relative = path.relative(path.resolve(outer), path.resolve(file));
  return relative === '' || !(relative.startsWith('..') || path.isAbsolute(relative));
}
