import { readdirSync, readFileSync } from 'node:fs';
import { App, Chart } from 'cdk8s';
import { JaegerOperator } from '../src/constructs/jaeger/v1/operator.ts';
import { OtelOperator } from '../src/constructs/otel-operator/operator.ts';
import { svg } from '../src/graph/drawing/svg.ts';
import { readGraph } from '../src/graph/graph.ts';
import { lintManifests, type ManifestText } from '../src/lint/manifests.ts';
import { rules } from '../src/lint/rules.ts';
import { kubectlScript } from '../src/plan/forms/kubectl.ts';
import { readPlan } from '../src/plan/plan.ts';
import { printYaml } from '../src/yaml.ts';
import { rulePage, rulesIndex } from './rule-pages.ts';

const commands = /(<!-- kubectl -->\n```sh\n)[\s\S]*?(```\n<!-- \/kubectl -->)/;

/** Pages of `docs/rules/`, by file, as the rules have them now. */
export function ruleDocuments(): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', rulesIndex(rules)],
    ...rules.map((rule): [string, string] => [`${rule.id}.md`, rulePage(rule)]),
  ]);
}

/** `docs/apply.md` with the commands that the plan of the default stack becomes for whoever has kubectl alone. */
export function applyDocument(document: string): string {
  if (!commands.test(document)) throw new Error('docs/apply.md must have marks for its commands');
  const texts = defaultTexts().map(({ file, text }) => ({ file: `dist/${file}`, text }));
  const kinds = { file: 'dist/1-crds.k8s.yaml', text: definitionsText() };
  const { model } = lintManifests([...texts, kinds].sort((a, b) => (a.file < b.file ? -1 : 1)));
  const script = kubectlScript(readPlan(model));
  return document.replace(commands, (_, begin: string, end: string) => begin + script + end);
}

/** The kinds of both operators, which have no golden. */
function definitionsText(): string {
  const chart = new Chart(new App(), 'kinds', { namespace: 'tracing' });
  const operators = [
    new OtelOperator(chart, 'OtelOperator', { crds: false }),
    new JaegerOperator(chart, 'JaegerOperator', { crds: false }),
  ];
  return printYaml(operators.flatMap(({ definitions }) => definitions));
}

/** The picture of the default stack in the README as the stack is now, drawn from its goldens, with its file. */
export async function pictureDocument(): Promise<readonly [file: string, text: string]> {
  const { model, findings, unreadable } = lintManifests(defaultTexts());
  if (unreadable.length > 0)
    throw new Error(`goldens must be YAML, got ${JSON.stringify(unreadable)}`);
  return ['docs/default-stack.svg', await svg(readGraph(model, findings))];
}

function defaultTexts(): ManifestText[] {
  const golden = 'test/golden/default';
  return readdirSync(golden)
    .sort()
    .map((file) => ({ file, text: readFileSync(`${golden}/${file}`, 'utf8') }));
}
