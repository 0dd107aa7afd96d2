/**
 * Exporters of the collector distributions from 0.80.0 to 0.159.0, in the notation of `../components.ts`.
 *
 * Source: opentelemetry-collector-releases distributions/<name>/manifest.yaml of each tag; ids and renames from the metadata and
 * changelogs of opentelemetry-collector and -contrib.
 */
export const exporters = `
alibabacloud_logservice tml contrib
awscloudwatchlogs l contrib
awsemf m contrib
awskinesis tml contrib
awss3 tml contrib
awsxray t contrib
azure_blob tml contrib:0.124.0- since=0.148.0 alias=azureblob
azuredataexplorer tml contrib
azuremonitor tml contrib
bmc_helix m contrib:0.120.0- since=0.149.0..0.157.0 alias=bmchelix
carbon m contrib:-0.141.0
cassandra tl contrib
clickhouse tmlp contrib
coralogix tmlp contrib
datadog tml contrib
dataset tl contrib
debug tmlp core:0.86.0- contrib:0.86.0- k8s:0.98.0- ebpf:0.125.0-
doris tml contrib:0.116.0-
dynatrace m contrib:-0.99.0
elasticsearch tmlp contrib
f5cloud tml contrib:-0.96.0
faro tl contrib:0.127.0-
file tmlp core contrib k8s:0.98.0- ebpf:0.125.0-
google_cloud_storage tl contrib:0.140.0- since=0.148.0 alias=googlecloudstorage
googlecloud tml contrib
googlecloudpubsub tml contrib
googlemanagedprometheus m contrib
honeycomb_marker l contrib:0.90.0- since=0.149.0..0.157.0 alias=honeycombmarker
influxdb tml contrib
instana t contrib:-0.110.0
jaeger t core:-0.85.0 contrib:-0.85.0
jaeger_thrift t contrib:-0.85.0
kafka tmlp core contrib
load_balancing tml contrib k8s:0.98.0- since=0.153.0 alias=loadbalancing
logging tml core:-0.111.0 contrib:-0.111.0
logicmonitor tl contrib
logzio tl contrib
loki l contrib:-0.131.0!0.122.0-0.123.0
mezmo l contrib
nop tmlp core:0.98.0- contrib:0.98.0- k8s:0.102.0- ebpf:0.125.0-
opencensus tm core:-0.132.0 contrib:-0.132.0
opensearch tl contrib:0.92.0-
otelarrow tml contrib:0.105.0- k8s:0.105.0-
otlp_grpc tmlp core contrib k8s:0.98.0- otlp:0.111.0- ebpf:0.125.0- since=0.144.0 alias=otlp
otlp_http tmlp core contrib k8s:0.98.0- otlp:0.111.0- ebpf:0.125.0- since=0.144.0 alias=otlphttp
parquet tml contrib:-0.87.0
prometheus m core contrib
prometheus_remote_write m core contrib since=0.154.0 alias=prometheusremotewrite
pulsar tml contrib
rabbitmq tml contrib:0.104.0-
sapm t contrib:-0.147.0
sentry tl contrib
signalfx tml contrib
skywalking ml contrib:-0.105.0
splunk_hec tmlp contrib
stef m contrib:0.127.0-
sumologic tml contrib
syslog l contrib:0.89.0-
tanzuobservability tm contrib:-0.92.0
tencentcloud_logservice l contrib
tinybird tml contrib:0.131.0-
zipkin t core contrib
`;
