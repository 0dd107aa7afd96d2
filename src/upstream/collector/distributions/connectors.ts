/**
 * Connectors of the collector distributions from 0.80.0 to 0.159.0, in the notation of `../components.ts`.
 *
 * Source: opentelemetry-collector-releases distributions/<name>/manifest.yaml of each tag; ids and renames from the metadata and
 * changelogs of opentelemetry-collector and -contrib.
 */
export const connectors = `
count t>m,m>m,l>m,p>m contrib k8s:0.98.0-
datadog t>m,t>t contrib:0.84.0-
exceptions t>l,t>m contrib:0.98.0- k8s:0.112.0-
failover t>t,m>m,l>l contrib:0.116.0- k8s:0.112.0-
forward t>t,m>m,l>l,p>p core contrib k8s:0.98.0-
grafanacloud t>m contrib:0.98.0-
otlp_json l>l,l>m,l>t contrib:0.106.0- k8s:0.112.0- since=0.152.0 alias=otlpjson
round_robin t>t,m>m,l>l contrib:0.100.0- k8s:0.112.0- since=0.152.0 alias=roundrobin
routing t>t,m>m,l>l contrib:0.86.0- k8s:0.98.0-
service_graph t>m contrib k8s:0.98.0- since=0.151.0..0.152.0 alias=servicegraph?0.151.0-0.152.0
signal_to_metrics t>m,m>m,l>m,p>m contrib:0.119.0- since=0.146.0 alias=signaltometrics
span_metrics t>m contrib k8s:0.98.0- since=0.151.0 alias=spanmetrics
sum t>m,m>m,l>m contrib:0.117.0-
`;
