import { expect, test } from 'vitest';
import { lintManifests } from '../../src/lint/manifests.ts';
import { builtFile } from '../../src/model/kubernetes/built-file.ts';
import { titleOf } from '../../src/model/kubernetes/reference.ts';
import { argocdFiles } from '../../src/plan/forms/argocd.ts';
import { fluxFiles } from '../../src/plan/forms/flux.ts';
import { helmFiles } from '../../src/plan/forms/helm.ts';
import { kubectlScript } from '../../src/plan/forms/kubectl.ts';
import { kustomizeFiles } from '../../src/plan/forms/kustomize.ts';
import { isForeign } from '../../src/plan/forms/steps.ts';
import { type Plan, readPlan } from '../../src/plan/plan.ts';
import { at, list, textMap, type UnknownRecord } from '../../src/upstream/values/unknown.ts';
import { parseYaml, printYaml } from '../../src/yaml.ts';
import { titleIn } from '../apply/stand-in.ts';
import { stacks } from '../stacks.ts';
import { defaultTexts, goldenTexts } from './golden-texts.ts';

function planOf(stack: string): Plan {
  return readPlan(lintManifests(goldenTexts(stack)).model);
}

function objectsIn(files: ReadonlyMap<string, string>, path: RegExp): UnknownRecord[] {
  return [...files]
    .filter(([file]) => path.test(file))
    .flatMap(([file, text]) => parseYaml(text, file).map(({ value }) => value as UnknownRecord));
}

const place = {
  source: { kind: 'GitRepository', name: 'flux-system' },
  path: './deploy',
  namespace: 'flux-system',
};
const names = Object.keys(stacks);

test.each(names)('every form has each object of the %s stack once', (stack) => {
  const plan = planOf(stack);
  const planned = plan.steps.flatMap(({ objects }) => objects.map(titleOf)).sort();
  const titles = (objects: readonly UnknownRecord[]) => objects.map(titleIn).sort();
  expect(titles(objectsIn(fluxFiles(plan, place), /objects\.yaml$/))).toEqual(planned);
  expect(titles(objectsIn(argocdFiles(plan), /^(?:manifests|patches)\//))).toEqual(planned);
  expect(titles(objectsIn(kustomizeFiles(plan), /^(?!kustomization)/))).toEqual(planned);
  expect(titles(objectsIn(asRendered(helmFiles(plan)), /^(?!.*Chart\.yaml)/))).toEqual(planned);
});

/** What Helm makes of templates whose only actions are texts. */
function asRendered(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...files].map(([file, text]) => [file, text.replaceAll(/\{\{`([^`]*)`\}\}/g, '$1')]),
  );
}

test('a chart has kinds where Helm wants them, and braces of others as texts', () => {
  const files = helmFiles(readPlan(lintManifests(defaultTexts()).model));
  expect([...files.keys()].sort()).toEqual([
    'operators/Chart.yaml',
    'operators/crds/definitions.yaml',
    'operators/templates/01-namespaces.yaml',
    'operators/templates/03-foundations.yaml',
    'operators/templates/04-certificates.yaml',
    'operators/templates/05-operators.yaml',
    'operators/templates/06-webhooks.yaml',
    'patches/config-tracing.yaml',
    'stack/Chart.yaml',
    'stack/templates/07-tier-1.yaml',
    'stack/templates/08-tier-2.yaml',
    'stack/templates/09-tier-3.yaml',
    'stack/templates/10-senders.yaml',
  ]);
  const monitoring = [...helmFiles(planOf('monitoring'))].filter(([file]) =>
    file.includes('templates'),
  );
  const text = monitoring.map(([, one]) => one).join('');
  expect(text).toContain('{{`{{`}} $labels');
  expect(text.replaceAll('{{`{{`}}', '')).not.toContain('{{');
});

test.each(names)('Flux applies the %s stack in the order of the plan', (stack) => {
  const plan = planOf(stack);
  const found = objectsIn(fluxFiles(plan, place), /^flux\.yaml$/);
  const ids = found.map((one) => String(at(one, 'metadata', 'name')).replace('tracing-', ''));
  expect(ids).toEqual(plan.steps.map(({ id }) => id));
  const after = found.map((one) => list(at(one, 'spec', 'dependsOn')).map((on) => at(on, 'name')));
  expect(after).toEqual([[], ...ids.slice(0, -1).map((id) => [`tracing-${id}`])]);
});

test('Flux waits for the pods that operators make, beside the custom resources', () => {
  const files = fluxFiles(planOf('default'), place);
  const checks = objectsIn(files, /^flux\.yaml$/).flatMap((one) =>
    list(at(one, 'spec', 'healthChecks')).map(
      (check) => `${at(check, 'kind')} ${at(check, 'name')}`,
    ),
  );
  expect(checks).toContain('OpenTelemetryCollector otel-collector');
  expect(checks).toContain('Deployment otel-collector-collector');
  expect(checks).toContain('Deployment jaeger-query');
  expect([...files.values()].join('')).not.toContain("'Ready'");
});

test("of Tekton's settings, tools that own what they apply are given the keys alone", () => {
  const plan = planOf('default');
  for (const files of [fluxFiles(plan, place), argocdFiles(plan), kustomizeFiles(plan)]) {
    const tekton = objectsIn(files, /\.yaml$/).find(
      (one) => at(one, 'metadata', 'name') === 'config-tracing',
    );
    expect(Object.keys(tekton ?? {})).toEqual(['apiVersion', 'kind', 'metadata', 'data']);
    expect(at(tekton, 'metadata', 'labels')).toBeUndefined();
  }
  const manifests = objectsIn(argocdFiles(plan), /^manifests\//);
  expect(manifests.map(titleIn)).not.toContain('ConfigMap tekton-pipelines/config-tracing');
  const text = [...kustomizeFiles(plan)].find(([file]) => file === 'kustomization.yaml')?.[1];
  expect(text).not.toContain('config-tracing');
});

test('Argo CD has a wave for each step, and nobody deletes for us what others have', () => {
  const plan = planOf('default');
  const files = argocdFiles(plan);
  for (const [wave, step] of plan.steps.entries()) {
    for (const { kind, name } of step.objects.filter((one) => !isForeign(one))) {
      const object = objectsIn(files, /^manifests\//).find(
        (one) => one.kind === kind && at(one, 'metadata', 'name') === name,
      );
      const annotations = textMap(at(object, 'metadata', 'annotations'));
      expect(annotations['argocd.argoproj.io/sync-wave'], `${kind} ${name}`).toBe(String(wave));
      const kept = /Prune=false,Delete=false/.test(
        annotations['argocd.argoproj.io/sync-options'] ?? '',
      );
      expect(kept).toBe(['Namespace', 'CustomResourceDefinition'].includes(kind));
    }
  }
});

test('Argo CD is told health of the kinds that are there', () => {
  const [settings] = objectsIn(argocdFiles(planOf('own-certificates')), /^argocd-cm/);
  const kinds = Object.keys(textMap(settings?.data)).map((key) => key.split('_')[1]);
  expect(kinds).not.toContain('Certificate');
  expect(kinds).toContain('OpenTelemetryCollector');
});

test('health checks for Argo CD use no library that it does not open', () => {
  const [settings] = objectsIn(argocdFiles(planOf('default')), /^argocd-cm/);
  const checks = Object.values(textMap(settings?.data)).join('');
  expect(checks.match(/\b(?:string|math|io|os|debug|coroutine)\.|\w:\w+\(/g)).toBeNull();
});

test('replicas of what an autoscaler of the manifests looks after are left to it', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: shop }
spec: { replicas: 2, selector: { matchLabels: { app: shop } }, template: { metadata: { labels: { app: shop } }, spec: { containers: [{ name: shop, image: 'example.com/shop:1.0.0' }] } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: shop, namespace: shop }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }, maxReplicas: 5 }
`;
  const plan = readPlan(lintManifests([{ file: 'shop.yaml', text }]).model);
  const [deployment] = objectsIn(kustomizeFiles(plan), /senders/);
  expect(at(deployment, 'spec', 'replicas')).toBeUndefined();
});

test('commands of kubectl take files whole, and wait after the last of a step', () => {
  const lines = kubectlScript(readPlan(lintManifests(defaultTexts()).model)).split('\n');
  const applied = lines.filter((line) => /^(?:retry )?(?:apply |kubectl .*patch)/.test(line));
  expect(applied).toEqual([
    'apply -f dist/0-namespace.k8s.yaml',
    'apply -f dist/1-crds.k8s.yaml',
    'apply -f dist/2-operators.k8s.yaml',
    'retry apply -f dist/3-instances.k8s.yaml',
    'apply --force-conflicts -f dist/4-thanos.k8s.yaml',
    'apply -f dist/4-grafana.k8s.yaml',
    'kubectl -n tekton-pipelines patch configmap config-tracing --type=merge --patch-file=dist/4-tekton.k8s.yaml',
  ]);
  const place = (start: string) => lines.findIndex((line) => line.startsWith(start));
  expect(place('kubectl wait --for=condition=Established')).toBe(
    place('apply -f dist/1-crds.k8s.yaml') + 1,
  );
  expect(place('kubectl -n tracing rollout status --timeout=300s deployment/jaeger-query')).toBe(
    place('retry kubectl -n tracing get -o name deployment/jaeger-query') + 1,
  );
});

test('what a kustomization builds is applied as such', () => {
  const file = builtFile('over lay/kustomization.yaml');
  const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { ${name} }\n`;
  const script = (text: string) =>
    kubectlScript(readPlan(lintManifests([{ file, text }]).model)).split('\n');
  expect(script(map('name: a'))).toContain("apply -k 'over lay'");
  expect(
    script(
      `${map('name: config-tracing, namespace: tekton-pipelines')}data: { enabled: 'true' }\n`,
    ),
  ).toContain(
    "kubectl kustomize 'over lay' | kubectl -n tekton-pipelines patch configmap config-tracing --type=merge --patch-file=/dev/stdin",
  );
});

test('one file with kinds and their objects is nothing for kubectl alone', () => {
  const text = defaultTexts()
    .map((one) => one.text)
    .join('---\n');
  const plan = readPlan(lintManifests([{ file: 'all.yaml', text }]).model);
  expect(() => kubectlScript(plan)).toThrow(
    'all.yaml has kinds of the operators and what has to wait for them, so that kubectl cannot apply it whole; tracing apply can',
  );
});

test('names and files are words of the script, whatever is in them', () => {
  const file = "it's $(touch pwned).yaml";
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a`id`', namespace: 'x; id' },
    spec: { template: { spec: { containers: [{ name: 'a', image: 'a' }] } } },
  };
  const { model } = lintManifests([{ file, text: printYaml([deployment]) }]);
  const lines = kubectlScript(readPlan(model)).split('\n');
  expect(lines).toContain("apply -f 'it'\\''s $(touch pwned).yaml'");
  expect(lines).toContain("kubectl -n 'x; id' rollout status --timeout=300s 'deployment/a`id`'");
});

test('parts of objects that are called the same are in files of their own, inside of the folder', () => {
  const names: readonly (readonly [namespace: string, name: string])[] = [
    ['a', 'k8s'],
    ['b', 'k8s'],
    ['b', '../../out'],
  ];
  const objects = names.map(([namespace, name]) => ({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Prometheus',
    metadata: { namespace, name },
    spec: { tracingConfig: { endpoint: 'otel-collector.tracing:4317' } },
  }));
  const { model } = lintManifests([{ file: 'parts.yaml', text: printYaml(objects) }]);
  for (const form of [kustomizeFiles, helmFiles, argocdFiles]) {
    const patches = [...form(readPlan(model)).keys()].filter((file) => file.startsWith('patches/'));
    expect(patches).toEqual([
      'patches/prometheus-a-k8s.yaml',
      'patches/prometheus-b-k8s.yaml',
      'patches/..-..-out.yaml',
    ]);
  }
});
