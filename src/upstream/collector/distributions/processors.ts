/**
 * Processors of the collector distributions from 0.80.0 to 0.159.0, in the notation of `../components.ts`.
 *
 * Source: opentelemetry-collector-releases distributions/<name>/manifest.yaml of each tag; ids and renames from the metadata and
 * changelogs of opentelemetry-collector and -contrib.
 */
export const processors = `
attributes tml core contrib k8s:0.98.0-
batch tml core contrib k8s:0.98.0- ebpf:0.125.0-
cardinality_guardian m contrib:0.157.0-
coralogix t contrib:0.130.0-
cumulative_to_delta m contrib k8s:0.98.0- since=0.157.0 alias=cumulativetodelta
datadog t contrib:-0.94.0
delta_to_cumulative m contrib:0.108.0- k8s:0.112.0- since=0.156.0..0.158.0 alias=deltatocumulative
delta_to_rate m contrib k8s:0.98.0- since=0.156.0..0.158.0 alias=deltatorate
drain l contrib:0.152.0- k8s:0.152.0-
filter tmlp core contrib k8s:0.98.0-
gen_ai_normalizer t contrib:0.154.0-
geoip tml contrib:0.108.0-
groupbyattrs tml contrib k8s:0.98.0-
groupbytrace t contrib k8s:0.98.0-
interval m contrib:0.119.0- k8s:0.119.0-
isolationforest tml contrib:0.133.0-
k8s_attributes tmlp contrib k8s:0.98.0- ebpf:0.125.0- since=0.146.0 alias=k8sattributes
log_dedup l contrib:0.107.0- k8s:0.107.0- since=0.140.0..0.151.0 alias=logdedup
memory_limiter tmlp core contrib k8s:0.98.0- ebpf:0.125.0-
metric_start_time m contrib:0.127.0- since=0.143.0..0.157.0 alias=metricstarttime
metrics_transform m contrib k8s:0.98.0- since=0.152.0 alias=metricstransform
metricsgeneration m contrib k8s:0.148.0- since=0.112.0 alias=experimental_metricsgeneration:-0.112.0
probabilistic_sampler tl core contrib k8s:0.98.0-
redaction tml contrib k8s:0.98.0-
remoteobserver tml contrib:0.82.0-0.89.0
remotetap tml contrib:0.89.0- k8s:0.98.0-
resource tmlp core contrib k8s:0.98.0- ebpf:0.125.0-
resource_detection tmlp contrib k8s:0.98.0- ebpf:0.125.0- since=0.153.0 alias=resourcedetection
routing tml contrib:-0.120.0
schema tml contrib:0.123.0-
servicegraph t contrib:-0.94.0
span t core contrib
spanmetrics t contrib:-0.96.0
sumologic tml contrib:0.89.0-
tail_sampling t contrib k8s:0.98.0-
transform tmlp contrib k8s:0.98.0- ebpf:0.140.0-
unroll l contrib:0.138.0-
`;
