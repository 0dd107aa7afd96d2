import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goProgram } from '../../cluster/harness/build.ts';
import { built, inputKey, toolsFolder } from '../../cluster/harness/cache.ts';
import type { ControlPlane } from '../../cluster/harness/control-plane.ts';
import { LocalProcess } from '../../cluster/harness/local-process.ts';
import { run } from '../../cluster/harness/run-program.ts';
import { certManagerController, certManagerInjector, certManagerModule } from './programs.ts';

/** Paths of cert-manager's programs and of the folder with its CRDs. */
export interface CertManagerParts {
  readonly controller: string;
  readonly injector: string;
  readonly crds: string;
}

const NAMESPACE = 'cert-manager';

/** Builds or finds cert-manager. */
export async function certManagerParts(): Promise<CertManagerParts> {
  return {
    controller: await goProgram(certManagerController),
    injector: await goProgram(certManagerInjector),
    crds: await certManagerCrds(),
  };
}

/** Folder with the CRDs of cert-manager, out of its Go module. */
async function certManagerCrds(): Promise<string> {
  const { version, tool } = certManagerController;
  const folder = join(toolsFolder, tool);
  const thing = { name: 'cert-manager-crds', version };
  return built(thing, inputKey(folder, []), async (workFolder) => {
    const list = ['list', '-m', '-f', '{{.Dir}}', certManagerModule];
    await run('go', ['mod', 'download', certManagerModule], { cwd: folder });
    const module = (await run('go', list, { cwd: folder })).stdout.trim();
    const target = join(workFolder, thing.name);
    mkdirSync(target);
    for (const name of readdirSync(join(module, 'deploy/crds'))) {
      if (!name.startsWith('crd-')) continue;
      cpSync(join(module, 'deploy/crds', name), join(target, name));
      // labels of its Helm chart
      const text = readFileSync(join(target, name), 'utf8');
      writeFileSync(join(target, name), text.replaceAll(/(['"])\{\{.*?\}\}\1/g, 'test'));
    }
  });
}

/** Starts cert-manager beside the control plane, as its administrator, without its own webhook. */
export async function startCertManager(
  plane: ControlPlane,
  { controller, injector, crds }: CertManagerParts,
  folder: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await plane.kubectl.run(['create', 'namespace', NAMESPACE]);
  await plane.kubectl.apply(crds);
  await plane.kubectl.run(['wait', '--for=condition=Established', '--timeout=60s', '-f', crds]);
  const common = [`--kubeconfig=${plane.writeKubeconfig(NAMESPACE, {})}`, '--leader-elect=false'];
  const start = (name: string, program: string, args: readonly string[]) =>
    new LocalProcess({ name, program, args, logs: folder });
  start('cert-manager-controller', controller, [
    ...common,
    `--cluster-resource-namespace=${NAMESPACE}`,
    '--metrics-listen-address=127.0.0.1:0',
  ]);
  start('cert-manager-cainjector', injector, common);
}
