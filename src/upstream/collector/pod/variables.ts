import { at, list, own, text, type UnknownRecord } from '../../values/unknown.ts';
import { isAtLeast } from '../../values/version.ts';

/** An environment variable that tells a component which node its pod is on. */
const usualNodeVariable = 'K8S_NODE_NAME';

/** First release whose k8s_attributes does not start without the variable that it is told (opentelemetry-collector-contrib#39447). */
const neededSince = '0.126.0';

/** Whether a component does not start without the name of its node, rather than do with less or more than it is to. */
export function needsNode(component: string, version: string | undefined): boolean {
  return (
    /^processors\/k8s_?attributes$/.test(component) &&
    version !== undefined &&
    isAtLeast(version, neededSince)
  );
}

/** Receivers for which the operator gives the container `K8S_NODE_NAME` (opentelemetry-operator v0.158.0 internal/components/receivers). */
const givenFor = /^receivers\/kubelet_?stats$/;

/** Whether the operator gives the container a variable with the name of its node, for one of the components that it has. */
export function isGivenNode(variable: string, components: readonly string[]): boolean {
  return variable === usualNodeVariable && components.some((one) => givenFor.test(one));
}

/** Detectors that look up their node; that of EKS, where it is told of a variable. */
const askingDetectors: readonly string[] = ['eks', 'k8s_api', 'k8snode'];

/** What every container has, and names that a variable brings. */
const notAsked = /^(?:HOSTNAME|KUBERNETES_\w+)$|\$/;

/**
 * Environment variables that a component reads the name of its node from; without them it does not start, or watches all nodes. Those
 * that every container has are left out.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 processor/k8sattributesprocessor/README.md,
 * processor/resourcedetectionprocessor/internal/{k8sapi,aws/eks}/config.go.
 *
 * @param component - kind and type, `processors/k8s_attributes`
 */
export function nodeVariables(component: string, settings: UnknownRecord): readonly string[] {
  return namedVariables(component, settings).filter((name) => !notAsked.test(name));
}

function namedVariables(component: string, settings: UnknownRecord): readonly string[] {
  switch (component) {
    case 'processors/k8s_attributes':
    case 'processors/k8sattributes': {
      const name = text(at(settings, 'filter', 'node_from_env_var'));
      return name === undefined || name === '' ? [] : [name];
    }
    case 'processors/resource_detection':
    case 'processors/resourcedetection':
      return list(settings.detectors)
        .filter((detector) => typeof detector === 'string' && askingDetectors.includes(detector))
        .flatMap((detector) => {
          const name = text(own(own(settings, String(detector)), 'node_from_env_var'));
          return name || (detector === 'eks' ? [] : usualNodeVariable);
        });
    default:
      return [];
  }
}
