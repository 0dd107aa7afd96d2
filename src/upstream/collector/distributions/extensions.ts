/**
 * Extensions of the collector distributions from 0.80.0 to 0.159.0, in the notation of `../components.ts`.
 *
 * Source: opentelemetry-collector-releases distributions/<name>/manifest.yaml of each tag; ids and renames from the metadata and
 * changelogs of opentelemetry-collector and -contrib.
 */
export const extensions = `
ack - contrib:0.99.0- k8s:0.112.0-
asapclient - contrib
aws_iam_dbauth - contrib:0.159.0-
aws_logs_encoding - contrib:0.130.0- since=0.147.0..0.148.0 alias=awslogs_encoding
awscloudwatchmetricstreams_encoding - contrib:0.123.0-
awsproxy - contrib
azure_auth - contrib:0.125.0- since=0.148.0 alias=azureauth
azure_encoding - contrib:0.148.0-
basicauth - contrib k8s:0.98.0-
bearertokenauth - contrib k8s:0.98.0-
cgroup_runtime - contrib:0.133.0- k8s:0.133.0- since=0.140.0..0.148.0 alias=cgroupruntime
datadog - contrib:0.129.0-
db_storage - contrib
docker_observer - contrib
ecs_observer - contrib
ecs_task_observer - contrib:-0.139.0
file_storage - contrib k8s:0.98.0-
google_cloud_logentry_encoding - contrib:0.129.0- since=0.148.0 alias=googlecloudlogentry_encoding!0.148.0-0.151.0
googleclientauth - contrib:0.103.0-
headers_setter - contrib k8s:0.98.0-
health_check - core contrib k8s:0.98.0- ebpf:0.141.0-
host_observer - contrib k8s:0.98.0-
http_forwarder - contrib k8s:0.112.0-
jaeger_encoding - contrib:0.100.0-
jaegerremotesampling - contrib
json_log_encoding - contrib:0.103.0-
k8s_leader_elector - contrib:0.126.0- k8s:0.126.0-
k8s_observer - contrib k8s:0.98.0-
kafkatopics_observer - contrib:0.123.0-0.159.0
memory_ballast - core:-0.108.0 contrib:-0.108.0
oauth2client - contrib k8s:0.98.0-
oidc - contrib k8s:0.98.0-
opamp - contrib:0.97.0- k8s:0.112.0- ebpf:0.140.0-
otlp_encoding - contrib:0.100.0-
pebble_tail_storage - contrib:0.155.0-
pprof - core contrib k8s:0.98.0- ebpf:0.141.0-
redis_storage - contrib:0.116.0-
sigv4auth - contrib
skywalking_encoding - contrib:0.132.0-
sumologic - contrib:0.105.0-
text_encoding - contrib:0.131.0-
zipkin_encoding - contrib:0.100.0-
zpages - core contrib k8s:0.98.0-
`;
