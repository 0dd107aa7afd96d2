import type { JaegerSpec } from '../../../../imports/jaegertracing.io.ts';
import { dnsSubdomainProblem, secretNameProblem } from '../../../upstream/kubernetes/names.ts';
import { metadataProblems } from '../../props/metadata.ts';
import { listProblem } from '../../props/refuse.ts';
import { list, props, record, type Shape, text } from '../../props/shape.ts';

/** How the query UI is reached from outside of the cluster. */
export interface JaegerIngressProps {
  /** Host names; without any, the UI would answer for every host of the ingress controller. */
  readonly hosts: readonly [string, ...string[]];
  /**
   * IngressClass.
   *
   * @default - the cluster's default class
   */
  readonly ingressClassName?: string;
  /**
   * Name of a TLS Secret for the hosts.
   *
   * @default - no TLS
   */
  readonly tlsSecretName?: string;
  /**
   * Annotations of the Ingress, by which ingress controllers are told of logins, timeouts and the like.
   *
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What kinds of values it has. */
export const ingressShape: Shape<JaegerIngressProps | undefined> = props<JaegerIngressProps>({
  hosts: list('host names', text),
  ingressClassName: text,
  tlsSecretName: text,
  annotations: record(text),
});

/** Why the ingress controller would not serve it, undefined entries where it would. */
export function ingressProblems(ingress: JaegerIngressProps | undefined): (string | undefined)[] {
  if (ingress === undefined) return [];
  const { hosts, ingressClassName, tlsSecretName, annotations } = ingress;
  const none = listProblem('ingress.hosts', hosts, 'host names');
  if (none !== undefined) return [none];
  const twice = hosts.find((host, index) => hosts.indexOf(host) !== index);
  return [
    twice === undefined
      ? undefined
      : `ingress.hosts must name each host once, got '${twice}' more than once`,
    ...hosts.map((host) => dnsSubdomainProblem('ingress.hosts', host.replace(/^\*\./, ''))),
    ingressClassName === undefined
      ? undefined
      : dnsSubdomainProblem('ingress.ingressClassName', ingressClassName),
    tlsSecretName === undefined
      ? undefined
      : secretNameProblem(tlsSecretName, 'ingress.tlsSecretName'),
    ...metadataProblems({ annotations }).map((problem) => problem && `ingress.${problem}`),
  ];
}

/** The ingress of a Jaeger's spec. */
export function ingressSpec(props: JaegerIngressProps | undefined): JaegerSpec['ingress'] {
  // the operator creates an Ingress unless it is told not to
  if (props === undefined) return { enabled: false };
  const { hosts, ingressClassName, tlsSecretName, annotations } = props;
  return {
    enabled: true,
    hosts: [...hosts],
    ingressClassName,
    annotations: annotations && { ...annotations },
    tls:
      tlsSecretName === undefined ? undefined : [{ hosts: [...hosts], secretName: tlsSecretName }],
  };
}
