import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { built, inputKey, toolsFolder } from './cache.ts';
import type { Cluster } from './cluster.ts';
import { run } from './run-program.ts';
import type { Stack } from './stacks.ts';

const group = 'monitoring.coreos.com';
const prometheusOperator = {
  module: 'github.com/prometheus-operator/prometheus-operator',
  version: '0.76.0',
};

/** Gives a cluster the CRDs of the Prometheus operator, where a stack has objects of its kinds and the cluster has none of them. */
export async function createForeignKinds(
  { kubectl }: Cluster,
  stacks: readonly Stack[],
): Promise<void> {
  const files = stacks.flatMap((stack) => stack.files);
  const used = files.some(({ objects }) =>
    objects.some(({ apiVersion }) => apiVersion.startsWith(`${group}/`)),
  );
  const known = await kubectl.find('customresourcedefinitions', `podmonitors.${group}`);
  if (!used || known !== undefined) return;
  const crds = await prometheusCrds();
  // too long for the annotation that an apply by the client keeps
  await kubectl.run(['create', '-f', crds]);
  await kubectl.run(['wait', '--for=condition=Established', '--timeout=60s', '-f', crds]);
}

/** Folder with CRDs of the Prometheus operator, out of its Go module. */
async function prometheusCrds(): Promise<string> {
  const { module, version } = prometheusOperator;
  const folder = join(toolsFolder, 'prometheus-operator');
  const thing = { name: 'prometheus-operator-crds', version };
  return built(thing, inputKey(folder, []), async (workFolder) => {
    const download = ['mod', 'download', '-json', `${module}@v${version}`];
    const { Dir } = JSON.parse((await run('go', download, { cwd: folder })).stdout);
    const target = join(workFolder, thing.name);
    mkdirSync(target);
    for (const plural of ['podmonitors', 'prometheusrules']) {
      const file = `${group}_${plural}.yaml`;
      cpSync(join(Dir, 'example/prometheus-operator-crd', file), join(target, file));
    }
  });
}
