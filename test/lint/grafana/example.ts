/** A ConfigMap with a provisioning file. */
export function fileExample(file: string, name = 'jaeger-datasource'): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: monitoring
  labels:
    grafana_datasource: "1"
data:
  ${name}.yaml: |
${file.trim().replace(/^(?=.)/gm, '    ')}
`;
}

/** A provisioning file with a Jaeger data source. */
export function jaegerFile(settings = ''): string {
  return `apiVersion: 1
datasources:
  - name: Jaeger
    type: jaeger
    url: http://jaeger.example.com:16686
${settings.trim().replace(/^(?=.)/gm, '    ')}`;
}

/** A GrafanaDatasource. */
export function resourceExample(spec: string, datasource = ''): string {
  return `apiVersion: grafana.integreatly.org/v1beta1
kind: GrafanaDatasource
metadata:
  name: jaeger
  namespace: tracing
spec:
${spec.trim().replace(/^(?=.)/gm, '  ')}
  datasource:
    name: Jaeger
    type: jaeger
    access: proxy
    url: http://jaeger.example.com:16686
${datasource === '' ? '' : `${datasource.trim().replace(/^(?=.)/gm, '    ')}\n`}`;
}
