import type { Plan } from '../plan.ts';
import type { PlannedObject } from '../step.ts';
import { healthChecks } from './argocd-health.ts';
import { annotated, type Files, fileOf, holdsOthers, isForeign, owned, stepName } from './steps.ts';

/**
 * Manifests for Argo CD, a wave for each step, under `manifests/`, and beside them the health checks for its ConfigMap `argocd-cm`, by which it tells
 * when a wave is done.
 *
 * Source: argoproj/argo-cd docs/user-guide/sync-waves.md, sync-options.md and docs/operator-manual/health.md.
 */
export function argocdFiles(plan: Plan): Files {
  const files = new Map<string, string>();
  for (const [wave, step] of plan.steps.entries()) {
    const objects = step.objects.map((object) =>
      annotated(owned(plan, object), {
        'argocd.argoproj.io/sync-wave': String(wave),
        'argocd.argoproj.io/sync-options': optionsOf(object),
      }),
    );
    files.set(`manifests/${stepName(plan, step)}.yaml`, fileOf(objects));
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
  return [
    'ServerSideApply=true',
    // a part of an object is no whole one, which Argo CD would refuse
    ...(isForeign(object) ? ['Validate=false'] : []),
    ...(isForeign(object) || holdsOthers(object) ? ['Prune=false', 'Delete=false'] : []),
  ].join(',');
}
