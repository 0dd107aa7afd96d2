/** A ConfigMap with one provisioning file of data sources, each a mapping as YAML. */
export function fileOf(
  datasources: readonly string[],
  { name = 'ds', key = 'ds.yaml', namespace = 't', labels = '', head = 'apiVersion: 1' } = {},
): string {
  return `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: ${namespace}, labels: {${labels}}}
data:
  ${key}: |
    ${head}
    datasources:
${datasources.map((one) => `      - {${one}}`).join('\n')}`;
}

/** A GrafanaDatasource. */
export function resourceOf(datasource: string, spec = 'instanceSelector: {}'): string {
  return `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDatasource
metadata: {name: ds, namespace: t}
spec: {${spec}, datasource: {${datasource}}}`;
}

/** A Deployment of Grafana, with the environment of its sidecar and its volumes as YAML. */
export function grafanaOf(sidecar?: string, volumes = '', namespace = 't', name = 'g'): string {
  const beside =
    sidecar === undefined
      ? ''
      : `, {name: datasources, image: "kiwigrid/k8s-sidecar:1.27.4", env: [{name: FOLDER, value: /etc/grafana/provisioning/datasources}, ${sidecar}]}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec: {template: {spec: {containers: [{name: grafana, image: "grafana/grafana:11.0.0"}${beside}], volumes: [${volumes}]}}}`;
}

/** Several documents. */
export function all(...documents: readonly string[]): string {
  return documents.join('\n---\n');
}
