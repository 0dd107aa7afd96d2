// the OpenTelemetry operator as a Helm chart and as a kustomization, restated small: the objects that this project's own construct makes
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { OtelOperator } from '../src/index.ts';
import { printYaml } from '../src/yaml.ts';

const crds = readFileSync('imports/crds/opentelemetry.io.yaml', 'utf8');

/** Writes a chart whose namespace, image and labels are values. */
export function writeChart(folder: string): void {
  mkdirSync(join(folder, 'templates'), { recursive: true });
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  write('Chart.yaml', 'apiVersion: v2\nname: opentelemetry-operator\nversion: 0.1.0\n');
  write('values.yaml', 'labels:\n  example.com/team: tracing\n');
  write('templates/_helpers.tpl', '{{- define "labels" }}{{ toJson .Values.labels }}{{ end }}\n');
  write('templates/crds.yaml', crds);
  for (const [index, object] of objects('NAMESPACE').entries()) {
    const text = printYaml([object]).replaceAll('NAMESPACE', '{{ $.Release.Namespace }}');
    const annotated = text.replace(
      /^metadata:$/m,
      'metadata:\n  annotations: {{ include "labels" $ }}',
    );
    write(`templates/object-${index}.yaml`, /^ {2}annotations:/m.test(text) ? text : annotated);
  }
}

/** Writes a base of CRDs and objects, and an overlay that gives them namespace, prefix and labels, and patches the Deployment. */
export function writeKustomization(folder: string): void {
  const write = (file: string, value: unknown) =>
    writeFileSync(join(folder, file), printYaml([value]));
  mkdirSync(join(folder, 'base'), { recursive: true });
  writeFileSync(join(folder, 'base/crds.yaml'), crds);
  writeFileSync(join(folder, 'base/objects.yaml'), printYaml(objects('system')));
  write('base/kustomization.yaml', { resources: ['crds.yaml', 'objects.yaml'] });
  const patch = [{ op: 'add', path: '/spec/template/spec/priorityClassName', value: 'tracing' }];
  write('kustomization.yaml', {
    resources: ['base'],
    namespace: 'tracing',
    namePrefix: 'opentelemetry-',
    labels: [{ pairs: { 'example.com/team': 'tracing' } }],
    patches: [{ target: { kind: 'Deployment' }, patch: JSON.stringify(patch) }],
  });
}

function objects(namespace: string): unknown[] {
  const chart = new Chart(new App(), 'operator');
  // the name stands for a template's action, which is no name of a namespace
  const lower = namespace.toLowerCase();
  new OtelOperator(chart, 'Operator', { namespace: lower, crds: false });
  return JSON.parse(JSON.stringify(chart.toJson()).replaceAll(lower, namespace));
}
