import type { FoundText } from '../../lint/clusters.ts';
import { withoutCharts } from './charts.ts';
import { built } from './kustomize.ts';

/** Texts as they are applied, and what there is to say of that. */
export interface Arranged {
  readonly texts: readonly FoundText[];
  /** Lines of plain words without a full stop. */
  readonly notes: readonly string[];
  /** Lines of the same kind, of texts that are not what is applied: a kustomization's files without its patches. */
  readonly unbuilt: readonly string[];
}

/**
 * Takes folders for what they are: templates of a Helm chart are no manifests, and of a folder with a `kustomization.yaml` its result
 * is applied, not its patches. Files that were given themselves stay as they are.
 */
export async function arranged(texts: readonly FoundText[]): Promise<Arranged> {
  const plain = withoutCharts(texts);
  const whole = await built(plain.texts);
  return { ...whole, notes: [...plain.notes, ...whole.notes] };
}
