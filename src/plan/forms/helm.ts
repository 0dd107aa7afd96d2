import { firstPhases } from '../phases.ts';
import type { Plan } from '../plan.ts';
import type { PlannedObject, Step } from '../step.ts';
import { type Files, fileOf, isForeign, owned, patchFile, stepName } from './steps.ts';

/**
 * Two charts for Helm, which applies all of a chart at once: `operators`, to be installed with `--wait`, and then `stack`. Kinds are in `crds/`, where Helm
 * applies them first, and never again. What is only a part of somebody else's object is in `patches/`, because Helm takes no object over.
 *
 * Source: helm.sh/docs, Charts, "Custom Resource Definitions (CRDs)".
 */
export function helmFiles(plan: Plan): Files {
  const files = new Map<string, string>();
  for (const step of plan.steps) {
    const chart = isFirst(step) ? 'operators' : 'stack';
    files.set(`${chart}/Chart.yaml`, fileOf([chartOf(chart)]));
    addObjects(files, plan, step, chart);
  }
  return files;
}

/** Whether a step is of the first chart: all that must be there before the API server takes custom resources. */
function isFirst({ id }: Step): boolean {
  return firstPhases.some((phase) => phase === id);
}

function addObjects(files: Map<string, string>, plan: Plan, step: Step, chart: string): void {
  const own = step.objects.filter((object) => !isForeign(object));
  const text = (objects: readonly PlannedObject[]) =>
    fileOf(objects.map((object) => owned(plan, object)));
  if (step.id === 'definitions') files.set(`${chart}/crds/definitions.yaml`, text(own));
  else if (own.length > 0) {
    files.set(`${chart}/templates/${stepName(plan, step)}.yaml`, asTemplate(text(own)));
  }
  for (const object of step.objects.filter(isForeign)) {
    files.set(patchFile(plan, object), text([object]));
  }
}

function chartOf(name: string) {
  return { apiVersion: 'v2', name: `tracing-${name}`, version: '0.1.0', type: 'application' };
}

/** A text as a template that becomes that text: what stands in braces is for others, such as Prometheus. */
function asTemplate(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}
