import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { built, inputKey, toolsFolder } from './cache.ts';
import type { Cluster } from './cluster.ts';
import { run } from './run-program.ts';
import type { Stack } from './stacks.ts';

/** Kinds of somebody else that stacks have objects of, out of a Go module. */
interface ForeignKinds {
  readonly group: string;
  /** What it is called in the cache, and its folder in `tools/`. */
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** Folder of the module with its CRDs, each a file called after group and plural. */
  readonly folder: string;
  readonly plurals: readonly [string, ...string[]];
}

const foreign: readonly ForeignKinds[] = [
  {
    group: 'monitoring.coreos.com',
    name: 'prometheus-operator',
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: '0.76.0',
    folder: 'example/prometheus-operator-crd',
    plurals: ['podmonitors', 'prometheusrules', 'servicemonitors'],
  },
  {
    group: 'gateway.networking.k8s.io',
    name: 'gateway-api',
    module: 'sigs.k8s.io/gateway-api',
    version: '1.1.0',
    folder: 'config/crd/standard',
    plurals: ['httproutes'],
  },
  {
    group: 'grafana.integreatly.org',
    name: 'grafana-operator',
    module: 'github.com/grafana/grafana-operator/v5',
    version: '5.24.0',
    folder: 'config/crd/bases',
    plurals: ['grafanadatasources'],
  },
];

/** Gives a cluster the CRDs of others, where a stack has objects of their kinds and the cluster has none of them. */
export async function createForeignKinds(
  { kubectl }: Cluster,
  stacks: readonly Stack[],
): Promise<void> {
  const objects = stacks.flatMap((stack) => stack.files.flatMap((file) => file.objects));
  for (const kinds of foreign) {
    const { group, plurals } = kinds;
    const used = objects.some(({ apiVersion }) => apiVersion.startsWith(`${group}/`));
    const known = await kubectl.find('customresourcedefinitions', `${plurals[0]}.${group}`);
    if (!used || known !== undefined) continue;
    const crds = await definitions(kinds);
    // too long for the annotation that an apply by the client keeps
    await kubectl.run(['create', '-f', crds]);
    await kubectl.run(['wait', '--for=condition=Established', '--timeout=60s', '-f', crds]);
  }
}

/** Folder with those CRDs. */
async function definitions(kinds: ForeignKinds): Promise<string> {
  const { group, name, module, version, plurals } = kinds;
  const folder = join(toolsFolder, name);
  const thing = { name: `${name}-crds`, version };
  return built(thing, inputKey(folder, plurals), async (workFolder) => {
    const download = ['mod', 'download', '-json', `${module}@v${version}`];
    const { Dir } = JSON.parse((await run('go', download, { cwd: folder })).stdout);
    const target = join(workFolder, thing.name);
    mkdirSync(target);
    for (const plural of plurals) {
      const file = `${group}_${plural}.yaml`;
      cpSync(join(Dir, kinds.folder, file), join(target, file));
    }
  });
}
