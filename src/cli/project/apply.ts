import path from 'node:path';
import type { FoundText, LintClustersOptions } from '../../lint/clusters.ts';
import type { FoundProject } from './find.ts';

/** Rules about the order of objects, which does not count where somebody sorts them. */
const orderRules = ['order/definition-last', 'order/namespace-last'];

/** Texts that a project file does not exclude, and the Services that lie elsewhere. */
export function projectTexts(
  texts: readonly FoundText[],
  { file, exclude, services }: FoundProject,
): readonly FoundText[] {
  const kept = texts.filter((text) => !exclude.some((one) => isWithin(one, text.file)));
  if (services.length === 0) return kept;
  // what leads out of the cluster is not judged, and neither is what others bring
  const elsewhere = services.map(({ name, namespace }) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { type: 'ExternalName', externalName: `${name}.${namespace}.elsewhere` },
  }));
  const text = elsewhere.map((service) => JSON.stringify(service)).join('\n---\n');
  return [...kept, { file: `${file} (elsewhere)`, text }];
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
function isWithin(outer: string, file: string): boolean {
  const relative = path.relative(outer, path.resolve(file));
  return relative === '' || !(relative.startsWith('..') || path.isAbsolute(relative));
}
