import type { Plan } from '../plan.ts';
import type { PlannedObject } from '../step.ts';
import { healthChecks } from './argocd-health.ts';
import {
  annotated,
  type Files,
  fileOf,
  holdsOthers,
  isForeign,
  owned,
  patchFile,
  stepName,
} from './steps.ts';

/**
 * Manifests for Argo CD, a wave for each step, under `manifests/`, and beside them the health checks for its ConfigMap `argocd-cm`, by which it tells
 * when a wave is done. What is only a part of somebody else's object is apart from it, under `patches/`: Argo CD applies as kubectl does, which takes over the whole of what
 * was applied by a client, and drops all but our part (kubectl v0.34.0 pkg/cmd/apply/apply.go, migrateToSSAIfNecessary), whatever its options say.
 *
 * Source: argoproj/argo-cd docs/user-guide/sync-waves.md, sync-options.md and docs/operator-manual/health.md.
 */
export function argocdFiles(plan: Plan): Files {
  const files = new Map<string, string>();
  for (const [wave, step] of plan.steps.entries()) {
    const own = step.objects.filter((object) => !isForeign(object));
    const objects = own.map((object) =>
      annotated(owned(plan, object), {
        'argocd.argoproj.io/sync-wave': String(wave),
        'argocd.argoproj.io/sync-options': optionsOf(object),
      }),
    );
    if (own.length > 0) files.set(`manifests/${stepName(plan, step)}.yaml`, fileOf(objects));
    for (const object of step.objects.filter(isForeign)) {
      files.set(patchFile(plan, object), fileOf([owned(plan, object)]));
    }
  }
  const settings = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-cm', namespace: 'argocd' },
    data: healthChecks(plan),
  };
  return new Map([['argocd-cm.yaml', fileOf([settings])], ...files]);
}

function optionsOf(object: PlannedObject): string {
  const kept = holdsOthers(object) ? ['Prune=false', 'Delete=false'] : [];
  return ['ServerSideApply=true', ...kept].join(',');
}
