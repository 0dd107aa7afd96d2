import { at, list, own, text, type UnknownRecord } from '../../values/unknown.ts';

/** An environment variable that tells a component which node its pod is on. */
const usualNodeVariable = 'K8S_NODE_NAME';

/**
 * Environment variables that a component reads the name of its node from; without them it does not start, or watches all nodes.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 processor/k8sattributesprocessor/README.md,
 * processor/resourcedetectionprocessor/internal/k8sapi/config.go.
 *
 * @param component - kind and type, `processors/k8s_attributes`
 */
export function nodeVariables(component: string, settings: UnknownRecord): readonly string[] {
  switch (component) {
    case 'processors/k8s_attributes':
    case 'processors/k8sattributes': {
      const name = text(at(settings, 'filter', 'node_from_env_var'));
      return name === undefined || name === '' ? [] : [name];
    }
    case 'processors/resource_detection':
    case 'processors/resourcedetection':
      return list(settings.detectors)
        .filter((detector) => detector === 'k8s_api' || detector === 'k8snode')
        .map(
          (detector) =>
            text(own(own(settings, String(detector)), 'node_from_env_var')) || usualNodeVariable,
        );
    default:
      return [];
  }
}
