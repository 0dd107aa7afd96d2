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
    addObjects(files, plan, step, `${chart}/`);
  }
  return files;
}

/**
 * What goes into a chart that somebody else has begun, as `cdk8s synth --format helm` does: all of a plan at once, with the value `operatorsOnly` to install
 * the operators before what their webhooks are asked about. What is turned on and off stands between comments, so that templates are YAML.
 *
 * @param isText whether braces in an object are texts; in others they are left to Helm
 */
export function helmChart(plan: Plan, isText: (object: PlannedObject) => boolean): Files {
  const files = new Map<string, string>([['values.yaml', values]]);
  for (const step of plan.steps) addObjects(files, plan, step, '', isText);
  for (const step of plan.steps.filter((one) => !isFirst(one))) {
    const file = templateFile(plan, step, '');
    const text = files.get(file);
    if (text !== undefined)
      files.set(file, `# {{ if not .Values.operatorsOnly }}\n${text}# {{ end }}\n`);
  }
  return files;
}

const values = `# true for the operators alone: their webhooks have to answer before the rest is taken
operatorsOnly: false
`;

/** Whether a step is of the first chart: all that must be there before the API server takes custom resources. */
function isFirst({ id }: Step): boolean {
  return firstPhases.some((phase) => phase === id);
}

function addObjects(
  files: Map<string, string>,
  plan: Plan,
  step: Step,
  folder: string,
  isText: (object: PlannedObject) => boolean = () => true,
): void {
  const own = step.objects.filter((object) => !isForeign(object));
  const text = (object: PlannedObject) => fileOf([owned(plan, object)]);
  const template = (object: PlannedObject) =>
    isText(object) ? asTemplate(text(object)) : text(object);
  if (step.id === 'definitions') {
    files.set(`${folder}crds/definitions.yaml`, own.map(text).join(between));
  } else if (own.length > 0) {
    files.set(templateFile(plan, step, folder), own.map(template).join(between));
  }
  for (const object of step.objects.filter(isForeign)) {
    files.set(patchFile(plan, object), text(object));
  }
}

const between = '---\n';

function templateFile(plan: Plan, step: Step, folder: string): string {
  return `${folder}templates/${stepName(plan, step)}.yaml`;
}

function chartOf(name: string) {
  return { apiVersion: 'v2', name: `tracing-${name}`, version: '0.1.0', type: 'application' };
}

/** A text as a template that becomes that text: what stands in braces is for others, such as Prometheus. In backquotes, so that it is YAML before, too. */
function asTemplate(text: string): string {
  return text.replaceAll('{{', '{{`{{`}}');
}
