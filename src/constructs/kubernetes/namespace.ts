import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import {
  labelKeyProblem,
  labelValueProblem,
  namespaceProblem,
} from '../../upstream/kubernetes/names.ts';
import { refuse } from '../props/refuse.ts';

/** What the Namespace is called and labelled. */
export interface TracingNamespaceProps {
  /** Name, a DNS-1123 label of at most 63 characters. */
  readonly name: string;
  /**
   * Labels of the Namespace, for instance `pod-security.kubernetes.io/enforce: baseline`.
   *
   * @default - no labels
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * The one Namespace that the tracing stack lives in; everything else refers to it by name.
 *
 * @throws if the name, a label's key or a label's value is not what Kubernetes accepts
 */
export class TracingNamespace extends Construct {
  /** Name of the Namespace. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: TracingNamespaceProps) {
    super(scope, id);
    refuse(namespaceProblem(props.name));
    for (const [key, value] of Object.entries(props.labels ?? {})) {
      refuse(
        labelKeyProblem('key of a namespace label', key),
        labelValueProblem(`namespace label '${key}'`, value),
      );
    }
    new k8s.KubeNamespace(this, 'Resource', {
      metadata: { name: props.name, labels: props.labels },
    });
    this.name = props.name;
  }
}
