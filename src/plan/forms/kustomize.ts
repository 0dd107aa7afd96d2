import type { Plan } from '../plan.ts';
import { type Files, fileOf, isForeign, owned, patchFile, stepName } from './steps.ts';

/**
 * A kustomization: a file for each step, in their order, and apart from it, under `patches/`, what is only a part of somebody else's object. It
 * has no waits: whoever applies it applies it again until all is taken.
 */
export function kustomizeFiles(plan: Plan): Files {
  const files = new Map<string, string>();
  const resources: string[] = [];
  for (const step of plan.steps) {
    const own = step.objects.filter((object) => !isForeign(object));
    if (own.length > 0) {
      const name = `${stepName(plan, step)}.yaml`;
      resources.push(name);
      files.set(name, fileOf(own.map((object) => owned(plan, object))));
    }
    for (const object of step.objects.filter(isForeign)) {
      files.set(patchFile(plan, object), fileOf([owned(plan, object)]));
    }
  }
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    // as written: the order is that of the steps
    sortOptions: { order: 'fifo' },
    resources,
  };
  return new Map([['kustomization.yaml', fileOf([kustomization])], ...files]);
}
