import { nearest } from '../../values/nearest.ts';
import type { Problem } from '../../values/problem.ts';
import { isVariable } from '../../values/settings.ts';
import { at, list, type UnknownRecord } from '../../values/unknown.ts';

/**
 * What k8sattributes can add to a span.
 *
 * Source: opentelemetry-collector-contrib v0.88.0 to v0.158.0 processor/k8sattributesprocessor/config.go.
 */
const fields =
  `container.id container.image.name container.image.repo_digests container.image.tag container.image.tags
k8s.cluster.uid k8s.container.name k8s.cronjob.name k8s.cronjob.uid k8s.daemonset.name k8s.daemonset.uid k8s.deployment.name
k8s.deployment.uid k8s.job.name k8s.job.uid k8s.namespace.name k8s.node.name k8s.node.uid k8s.pod.hostname k8s.pod.ip
k8s.pod.name k8s.pod.start_time k8s.pod.uid k8s.replicaset.name k8s.replicaset.uid k8s.statefulset.name k8s.statefulset.uid
service.instance.id service.name service.namespace service.version`.split(/\s/);

/** Names under `extract.metadata` that are slips of the pen; newer releases may know more. */
export function k8sAttributesProblems(settings: UnknownRecord): Problem[] {
  return list(at(settings, 'extract', 'metadata')).flatMap((name, index): Problem[] => {
    if (typeof name !== 'string' || fields.includes(name) || isVariable(name)) return [];
    const meant = nearest(name, fields);
    return meant === undefined
      ? []
      : [
          {
            path: ['extract', 'metadata', index],
            message: `metadata has no field '${name}'`,
            fix: meant,
          },
        ];
  });
}

/**
 * Whether pods are found by the connection that spans came over, which is also tried when nothing is set.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 processor/k8sattributesprocessor/README.md.
 */
export function associatesByConnection(settings: UnknownRecord): boolean {
  const associations = settings.pod_association;
  if (associations === undefined || associations === null) return true;
  return list(associations).some(
    (association) =>
      at(association, 'from') === 'connection' ||
      list(at(association, 'sources')).some((source) => at(source, 'from') === 'connection'),
  );
}
