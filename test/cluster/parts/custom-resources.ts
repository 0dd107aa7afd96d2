import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { samplesFolder, samples as shown } from '../../samples.ts';
import { brokenResources } from '../fixtures/broken.ts';
import { otelSamples } from '../fixtures/samples.ts';
import type { Checks } from '../harness/checks.ts';
import type { Cluster } from '../harness/cluster.ts';
import { type KubeObject, nameOf, readManifest } from '../harness/objects.ts';
import { run } from '../harness/run-program.ts';

/**
 * Custom resources against our CRDs, while these are installed: upstream's samples are taken in every served version, and
 * what upstream's schema refuses is refused. Nothing is stored.
 */
export async function checkCustomResources(checks: Checks, cluster: Cluster): Promise<void> {
  const part = `api-server ${cluster.name}`;
  const { kubectl, api } = cluster;
  await kubectl.run(['create', 'namespace', 'samples']);
  const samples = [...otelSamples, ...shownResources(), ...(await jaegerExamples())];
  await checks.check(part, `${samples.length} sample resources are taken`, async () => {
    const refused: string[] = [];
    for (const sample of samples) {
      const refusal = await api.refusalOf(sample);
      if (refusal !== undefined) refused.push(`${nameOf(sample)}: ${refusal}`);
    }
    if (refused.length > 0) throw new Error(refused.join('\n'));
  });
  await checks.check(part, `${brokenResources.length} broken resources are refused`, async () => {
    const wrong: string[] = [];
    for (const { what, resource, refusal } of brokenResources) {
      const answer = (await api.refusalOf(resource)) ?? 'it is taken';
      if (!refusal.test(answer)) wrong.push(`${resource.kind}, ${what}: ${answer}`);
    }
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  });
  await kubectl.run(['delete', 'namespace', 'samples', '--wait']);
}

/** The custom resources that upstream shows to users, restated. */
function shownResources(): KubeObject[] {
  return shown
    .flatMap(({ file }) => readManifest(join(samplesFolder, file)).objects)
    .filter(({ apiVersion }) => /^(opentelemetry|jaegertracing)\.io\//.test(apiVersion))
    .map(inSamples);
}

/** The Jaegers among the examples of the operator's own module. */
async function jaegerExamples(): Promise<KubeObject[]> {
  const list = ['list', '-m', '-f', '{{.Dir}}', 'github.com/jaegertracing/jaeger-operator'];
  const { stdout } = await run('go', list, { cwd: 'test/cluster/tools/jaeger-operator' });
  const folder = join(stdout.trim(), 'examples');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => readManifest(join(folder, name)).objects)
    .filter(({ kind }) => kind === 'Jaeger')
    .map(inSamples);
}

function inSamples(resource: KubeObject): KubeObject {
  return { ...resource, metadata: { ...resource.metadata, namespace: 'samples' } };
}
