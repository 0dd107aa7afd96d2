import type { Construct } from 'constructs';
import { jaegerV2Names } from '../../../upstream/jaeger/v2/names.ts';
import { jaegerV2Ports } from '../../../upstream/jaeger/v2/servers.ts';
import { collectorSelectorLabels } from '../../../upstream/otel-operator/collector-names.ts';
import { kubeObject } from '../../kubernetes/kube-object.ts';
import type { Part } from './parts.ts';
import type { NamedJaegerV2Props } from './props.ts';

/** Adds the Service that Jaeger v1 has for UI and query API, over the pods of the CR that answers. */
export function addQueryService(scope: Construct, props: NamedJaegerV2Props, part: Part): void {
  const { namespace, name } = props;
  const port = (name: string, port: number, appProtocol: string) => ({
    name,
    port,
    targetPort: port,
    appProtocol,
  });
  kubeObject('Service', scope, 'QueryService', {
    metadata: { name: jaegerV2Names(name).queryService, namespace },
    spec: {
      selector: collectorSelectorLabels(namespace, part.name),
      ports: [
        port('http-query', jaegerV2Ports.query, 'http'),
        port('grpc-query', jaegerV2Ports.queryGrpc, 'grpc'),
      ],
    },
  });
}

/** Adds the Ingress of the UI, where it is wanted; that of the CR would lead to receivers only. */
export function addIngress(scope: Construct, props: NamedJaegerV2Props): void {
  const { namespace, ingress, basePath = '/' } = props;
  if (ingress === undefined) return;
  const { hosts, ingressClassName, tlsSecretName, annotations } = ingress;
  const { queryService } = jaegerV2Names(props.name);
  const service = { name: queryService, port: { number: jaegerV2Ports.query } };
  const paths = [{ path: basePath, pathType: 'Prefix', backend: { service } }];
  kubeObject('Ingress', scope, 'Ingress', {
    metadata: { name: queryService, namespace, annotations: annotations && { ...annotations } },
    spec: {
      ingressClassName,
      rules: hosts.map((host) => ({ host, http: { paths } })),
      tls: tlsSecretName ? [{ hosts: [...hosts], secretName: tlsSecretName }] : undefined,
    },
  });
}
