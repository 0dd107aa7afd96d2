import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { goProgram, lackOfTime } from './build.ts';
import type { ControlPlanePrograms } from './control-plane.ts';
import { etcd, kubectl, kubernetesReleases } from './programs.ts';
import { run } from './run-program.ts';

/** A Kubernetes release to test with. */
export interface Release {
  /** Major and minor, such as `1.27`. */
  readonly name: string;
  /** Finds or builds its programs. */
  programs(): Promise<ControlPlanePrograms>;
  /** Why there is no time to build them; undefined when there is. */
  lackOfTime(): string | undefined;
}

/**
 * The Kubernetes releases to test with, oldest first: the one in the folder that KUBEBUILDER_ASSETS names, as envtest lays
 * it out, or else those that `tools/` pins.
 *
 * @throws if the folder lacks a program
 */
export async function releases(): Promise<Release[]> {
  const assets = process.env.KUBEBUILDER_ASSETS;
  if (assets !== undefined && assets !== '') return [await assetsRelease(assets)];
  return Object.entries(kubernetesReleases).map(([name, { apiServer, controllerManager }]) => ({
    name,
    programs: async () => ({
      etcd: await goProgram(etcd),
      apiServer: await goProgram(apiServer),
      controllerManager: await goProgram(controllerManager),
      kubectl: await goProgram(kubectl),
    }),
    lackOfTime: () => lackOfTime(apiServer),
  }));
}

async function assetsRelease(folder: string): Promise<Release> {
  const path = (name: string): string => {
    const found = join(folder, name);
    if (!existsSync(found)) throw new Error(`KUBEBUILDER_ASSETS has no ${name}: ${folder}`);
    return found;
  };
  const programs = {
    etcd: path('etcd'),
    apiServer: path('kube-apiserver'),
    kubectl: path('kubectl'),
  };
  const { stdout } = await run(programs.apiServer, ['--version']);
  const name = /v(1\.\d+)\./.exec(stdout)?.[1];
  if (name === undefined)
    throw new Error(`kube-apiserver --version must name a release: ${stdout}`);
  return {
    name,
    programs: async () => ({
      ...programs,
      // envtest has no controllers; those that we need have not changed for years
      controllerManager: await goProgram(kubernetesReleases['1.36'].controllerManager),
    }),
    lackOfTime: () => undefined,
  };
}
