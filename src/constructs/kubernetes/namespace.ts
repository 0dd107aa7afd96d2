import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { namespaceProblem } from '../../upstream/kubernetes/names.ts';
import {
  type PodSecurityLevel,
  podSecurityLabels,
  podSecurityLevels,
} from '../../upstream/kubernetes/pod-security/standard.ts';
import { checkProps } from '../props/door.ts';
import { guarded } from '../props/guarded.ts';
import { type MetadataProps, metadataProblems, metadataShapes } from '../props/metadata.ts';
import { oneOfProblem, refuse } from '../props/refuse.ts';
import { required, text } from '../props/shape.ts';
import { kubeObject } from './kube-object.ts';
import { withoutNamespace } from './without-namespace.ts';

/** Name and labels of the Namespace. */
export interface TracingNamespaceProps extends MetadataProps {
  /** Name, a DNS-1123 label of at most 63 characters. */
  readonly name: string;
  /**
   * Level of Pod Security that the namespace enforces, warns about and audits. All pods of a stack meet `restricted`.
   * With `unlabelled`, the default of the cluster applies.
   *
   * @default 'restricted'
   */
  readonly podSecurity?: NamespacePodSecurity;
}

/** A level of Pod Security, or none of its labels. */
export type NamespacePodSecurity = PodSecurityLevel | 'unlabelled';

/** Why a value says nothing of Pod Security; undefined when it does. */
export function podSecurityProblem(value: string | undefined): string | undefined {
  return oneOfProblem('podSecurity', value, [...podSecurityLevels, 'unlabelled']);
}

/**
 * The one Namespace that the tracing stack lives in; everything else refers to it, by this object or by its name.
 *
 * @throws if the name, a label's key or a label's value is not what Kubernetes accepts
 */
export class TracingNamespace extends Construct {
  /** Name of the Namespace. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: TracingNamespaceProps) {
    super(scope, id);
    checkProps<TracingNamespaceProps>(
      this,
      { ...metadataShapes, name: required(text), podSecurity: text },
      props,
    );
    const { name, annotations, podSecurity = 'restricted' } = props;
    refuse(
      this,
      namespaceProblem(name, 'name'),
      podSecurityProblem(podSecurity),
      ...metadataProblems(props),
    );
    const labels = { ...securityLabels(podSecurity), ...props.labels };
    withoutNamespace(
      kubeObject('Namespace', this, 'Resource', { metadata: { name, labels, annotations } }),
    );
    this.name = name;
    guarded(this);
  }
}

function securityLabels(level: NamespacePodSecurity): Readonly<Record<string, string>> {
  if (level === 'unlabelled') return {};
  return Object.fromEntries(Object.values(podSecurityLabels).map((label) => [label, level]));
}

/**
 * Name of the namespace of a construct: of the one that is given, or of the chart that it stands in.
 *
 * @throws if there is neither, or the name is none
 */
export function namespaceOf(construct: Construct, given?: TracingNamespace | string): string {
  if (given instanceof TracingNamespace) return given.name;
  const namespace = given ?? Chart.of(construct).namespace;
  refuse(
    construct,
    namespace === undefined
      ? 'namespace must be set here or on the Chart around it, got none'
      : namespaceProblem(namespace),
  );
  return namespace as string;
}
