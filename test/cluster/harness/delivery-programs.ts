import { goProgram, lackOfTime, ModuleUnavailable } from './build.ts';
import { type Checks, messageOf } from './checks.ts';
import { fluxProgram } from './flux.ts';
import { type HelmRelease, HelmUnavailable, helmProgram, helmReleases } from './helm.ts';
import { argocd, type GoProgram, kustomizeController } from './programs.ts';

/** The tools that deliver, as far as they can be had here. */
export interface DeliveryPrograms {
  /** Path of Flux's kustomize-controller. */
  readonly flux: string | undefined;
  /** Path of what runs Argo CD's health checks and waves. */
  readonly argocd: string | undefined;
  /** Releases of Helm, each with its path. */
  readonly helm: readonly { readonly release: HelmRelease; readonly path: string }[];
}

/** Finds or builds the tools that deliver; those that cannot be had, or that there is no time for, are recorded. */
export async function deliveryPrograms(checks: Checks): Promise<DeliveryPrograms> {
  return {
    flux: await orSkipped(checks, 'Flux', kustomizeController, fluxProgram),
    argocd: await orSkipped(checks, 'Argo CD', argocd, () => goProgram(argocd)),
    helm: await helmPrograms(checks),
  };
}

async function helmPrograms(checks: Checks): Promise<DeliveryPrograms['helm']> {
  const found: { release: HelmRelease; path: string }[] = [];
  for (const release of helmReleases) {
    try {
      found.push({ release, path: await helmProgram(release) });
    } catch (error) {
      if (!(error instanceof HelmUnavailable)) throw error;
      checks.skip('delivery', `Helm ${release.version} itself`, messageOf(error));
    }
  }
  return found;
}

async function orSkipped(
  checks: Checks,
  tool: string,
  program: GoProgram,
  find: () => Promise<string>,
): Promise<string | undefined> {
  const title = `${tool}: ${program.name} ${program.version} itself`;
  const reason = lackOfTime(program);
  if (reason !== undefined) {
    checks.skip('delivery', title, reason);
    return undefined;
  }
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof ModuleUnavailable)) throw error;
    checks.skip('delivery', title, messageOf(error));
    return undefined;
  }
}
