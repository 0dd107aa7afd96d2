import { making, oneOfProblem, refuse } from '../constructs/props/refuse.ts';
import { argumentProblem, type Shapes, text } from '../constructs/props/shape.ts';
import { type FluxSource, fluxSource } from '../plan/forms/flux-source.ts';
import { namespaceProblem } from '../upstream/kubernetes/names.ts';
import { isRecord } from '../upstream/values/unknown.ts';

/** Tools that take an app's manifests to a cluster. */
const tools = ['kubectl', 'argocd', 'flux', 'kustomize', 'helm'] as const;

/** A tool that takes an app's manifests to a cluster. */
type Tool = (typeof tools)[number];

/**
 * The tool that takes the manifests of an app to the cluster, which decides what files are written.
 *
 * - `kubectl`: a file for each chart, and `apply.sh`, which applies them in order and waits in between
 * - `argocd`: `manifests/` with a sync wave for each step, and health checks for Argo CD's ConfigMap
 * - `flux`: a Kustomization for each step; `flux({ … })` says where Flux finds them
 * - `kustomize`: a kustomization with a file for each step
 * - `helm`: two charts, `operators` and `stack`
 *
 * `docs/gitops.md` has the details of each.
 */
export type Delivery = Tool | FluxDelivery;

/** Where Flux finds the manifests of an app. */
export interface FluxProps {
  /**
   * Kind and name of the Flux source that has the manifests.
   *
   * @default 'GitRepository/flux-system'
   */
  readonly source?: string;
  /**
   * Folder of the manifests in the source, from its top, such as `clusters/prod/tracing`.
   *
   * @default - the output folder of the app, such as `dist`
   */
  readonly path?: string;
  /**
   * Namespace of the Kustomizations and of the source.
   *
   * @default 'flux-system'
   */
  readonly namespace?: string;
}

/** Delivery by Flux from a place of its own; made by `flux`. */
export interface FluxDelivery {
  readonly tool: 'flux';
  readonly source: FluxSource;
  readonly namespace: string;
  /** @default - the output folder of the app */
  readonly path?: string;
}

const fluxShapes: Shapes<FluxProps> = { source: text, path: text, namespace: text };

/**
 * Delivery by Flux, from a source and a folder.
 *
 * @throws if a setting is no name, or the folder leads out of the source
 */
export function flux(props: FluxProps = {}): FluxDelivery {
  return making('flux', () => {
    refuse(argumentProblem('props', fluxShapes, props));
    const { source = 'GitRepository/flux-system', namespace = 'flux-system', path } = props;
    const found = fluxSource(source);
    refuse(
      found === undefined
        ? `source must be a kind and a name, such as GitRepository/flux-system, got '${source}'`
        : undefined,
      namespaceProblem(namespace),
      path === '' || path?.split('/').includes('..')
        ? `path must be a folder in the source, got '${path}'`
        : undefined,
    );
    return { tool: 'flux', source: found as FluxSource, namespace, path };
  });
}

/** Why a value is no delivery; undefined when it is one, or is unset. */
export function deliveryProblem(delivery: unknown): string | undefined {
  if (isRecord(delivery) && delivery.tool === 'flux') return undefined;
  return oneOfProblem('delivery', delivery as string | undefined, tools);
}

/** Name of the tool of a delivery. */
export function toolOf(delivery: Delivery): Tool {
  return typeof delivery === 'string' ? delivery : delivery.tool;
}
