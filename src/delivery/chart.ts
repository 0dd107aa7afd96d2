import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ObjectReference } from '../model/kubernetes/reference.ts';
import { helmChart } from '../plan/forms/helm.ts';
import type { Plan } from '../plan/plan.ts';
import { certManagerGroups, operatorGroups } from '../upstream/operator/webhooks.ts';
import { at, text } from '../upstream/values/unknown.ts';
import { parseYaml, printYaml } from '../yaml.ts';
import { writeFiles } from './write.ts';

/**
 * Whether an app writes the templates of a chart, as `cdk8s synth --format helm` has it do: into `templates/` beside a `Chart.yaml`, which is there before (cdk8s-cli
 * v2.207.60 lib/cli/cmds/synth.js, createHelmScaffolding). It tells the app nothing else.
 *
 * @throws if the app writes a folder in the templates, as that of one of several clusters does
 */
export function isChartTemplates(outdir: string): boolean {
  const folders = path.resolve(outdir).split(path.sep);
  const place = folders.lastIndexOf('templates');
  if (place < 0) return false;
  const templates = folders.slice(0, place + 1).join(path.sep);
  if (!existsSync(path.join(templates, '..', 'Chart.yaml'))) return false;
  if (place === folders.length - 1) return true;
  throw new Error(
    `a chart must be of one cluster, got the app of ${folders.at(-1)}; write each by delivery: 'helm'`,
  );
}

/** What an object is found by, as one text. */
export function identityOf({ apiVersion, kind, namespace, name }: ObjectReference): string {
  return [apiVersion, kind, namespace, name].join('\n');
}

/**
 * Writes a plan into a chart that cdk8s-cli has begun.
 *
 * @param templates - its folder of templates
 * @param own - objects in which braces are texts
 */
export function writeChart(templates: string, plan: Plan, own: ReadonlySet<string>): void {
  const chart = path.dirname(path.resolve(templates));
  dropTypes(path.join(chart, 'crds'));
  writeFiles(
    chart,
    helmChart(plan, (object) => own.has(identityOf(object))),
  );
}

/**
 * Takes out of `crds/` what cdk8s-cli has put there because types were made of it: kinds of operators, which are in the app where it installs them, and those of
 * cert-manager, which brings its own. Others are somebody else's, and stay.
 */
function dropTypes(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const definitions = parseYaml(readFileSync(file, 'utf8'), file).map(({ value }) => value);
    const kept = definitions.filter((one) => !isType(text(at(one, 'spec', 'group')) ?? ''));
    if (kept.length === 0) rmSync(file);
    else if (kept.length < definitions.length) writeFileSync(file, printYaml(kept));
  }
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

function isType(group: string): boolean {
  return operatorGroups.includes(group) || certManagerGroups.includes(group);
}
