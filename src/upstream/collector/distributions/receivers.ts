/**
 * Receivers of the collector distributions from 0.80.0 to 0.159.0, in the notation of `../components.ts`.
 *
 * Source: opentelemetry-collector-releases distributions/<name>/manifest.yaml of each tag; ids and renames from the metadata and
 * changelogs of opentelemetry-collector and -contrib.
 */
export const receivers = `
active_directory_ds m contrib
aerospike m contrib
apache m contrib
apache_spark m contrib since=0.154.0 alias=apachespark
aws_cloudwatch ml contrib since=0.156.0 alias=awscloudwatch
aws_lambda ml contrib:0.148.0- since=0.148.0..0.157.0 alias=awslambda
awscontainerinsightreceiver m contrib alias=awscontainerinsight:0.143.0-
awsecscontainermetrics m contrib
awsfirehose ml contrib
awss3 tml contrib:0.113.0-
awsxray t contrib
azure_blob tl contrib since=0.148.0 alias=azureblob
azure_event_hub tml contrib since=0.145.0 alias=azureeventhub
azure_monitor m contrib since=0.148.0 alias=azuremonitor
bigip m contrib:-0.146.0
carbon m contrib
chrony m contrib
cisco_os m contrib:0.148.0- since=0.148.0 alias=ciscoos!0.148.0-0.151.0
cloud_foundry ml contrib since=0.152.0 alias=cloudfoundry
cloudflare l contrib
collectd m contrib
couchdb m contrib
datadog tml contrib
docker_stats m contrib
elasticsearch m contrib
envoy_als l contrib:0.121.0- since=0.152.0..0.157.0 alias=envoyals
expvar m contrib
faro tl contrib:0.127.0-
file m contrib:-0.95.0
file_log l contrib k8s:0.98.0- since=0.149.0 alias=filelog
file_stats m contrib since=0.151.0 alias=filestats
flink_metrics m contrib since=0.140.0..0.157.0 alias=flinkmetrics
fluent_forward l contrib k8s:0.98.0- since=0.151.0 alias=fluentforward
github tm contrib:0.109.0-
gitlab t contrib:0.139.0-
google_cloud_spanner m contrib!0.112.0-0.113.0 since=0.140.0..0.157.0 alias=googlecloudspanner
googlecloudmonitoring m contrib:0.112.0-
googlecloudpubsub tml contrib
haproxy m contrib
host_metrics ml core contrib k8s:0.98.0- since=0.151.0 alias=hostmetrics
http_check m contrib k8s:0.98.0- since=0.150.0 alias=httpcheck
icmp_check m contrib:0.158.0- since=0.158.0 alias=icmpcheckreceiver
iis m contrib
influxdb m contrib
jaeger t core contrib k8s:0.98.0-
jmx m contrib:-0.154.0
journald l contrib k8s:0.98.0-
k8s_cluster ml contrib k8s:0.98.0-
k8s_events l contrib k8s:0.98.0-
k8s_objects l contrib k8s:0.98.0- since=0.151.0 alias=k8sobjects
kafka tmlp core contrib
kafka_metrics m contrib since=0.152.0 alias=kafkametrics
kubelet_stats m contrib k8s:0.98.0- since=0.152.0 alias=kubeletstats
libhoney tl contrib:0.117.0-
loki l contrib
macos_unified_logging l contrib:0.142.0- since=0.142.0..0.157.0 alias=macosunifiedlogging
memcached m contrib
mongodb ml contrib
mongodb_atlas ml contrib since=0.145.0 alias=mongodbatlas
mysql ml contrib
named_pipe l contrib:0.94.0- since=0.140.0..0.157.0 alias=namedpipe
netflow l contrib:0.121.0-
nginx m contrib
nop tmlp core:0.98.0- contrib:0.98.0- ebpf:0.151.0-
nsxt m contrib
ntp m contrib:0.113.0-
obi tm contrib:0.156.0-
opencensus tm core:-0.132.0 contrib:-0.132.0 k8s:0.98.0-0.132.0
oracledb ml contrib
otelarrow tml contrib:0.105.0- k8s:0.105.0-
otlp tmlp core contrib k8s:0.98.0- otlp:0.111.0-
otlp_json_file tmlp contrib since=0.154.0..0.157.0 alias=otlpjsonfile
podman_stats m contrib
postgresql ml contrib
pprof p contrib:0.148.0-
profiling p ebpf:0.125.0-
prometheus m core contrib k8s:0.98.0-
prometheus_remote_write m contrib:0.131.0- since=0.148.0 alias=prometheusremotewrite
prometheus_simple m contrib
pulsar tml contrib
purefa m contrib
purefb m contrib
rabbitmq m contrib
receiver_creator tmlp contrib k8s:0.98.0-
redis m contrib
riak m contrib
saphana m contrib:0.123.0-
sapm t contrib:-0.133.0
signalfx ml contrib:-0.157.0
skywalking tm contrib
snmp m contrib
snowflake m contrib
solace t contrib
splunk_enterprise m contrib:0.101.0- since=0.155.0 alias=splunkenterprise
splunk_hec ml contrib
sqlquery ml contrib
sqlserver ml contrib
ssh_check m contrib since=0.151.0 alias=sshcheck
statsd m contrib
stef m contrib:0.127.0-
syslog l contrib
systemd m contrib:0.142.0-
tcp_check m contrib:0.122.1- since=0.152.0 alias=tcpcheck
tcp_log l contrib since=0.150.0 alias=tcplog
tls_check m contrib:0.122.1- since=0.150.0 alias=tlscheck
udp_log l contrib since=0.150.0 alias=udplog
vcenter m contrib
wavefront m contrib
webhook_event l contrib:0.84.0- since=0.154.0..0.157.0 alias=webhookevent
windows_event_log l contrib since=0.150.0 alias=windowseventlog!0.150.0-0.151.0
windows_service m contrib:0.155.0- since=0.154.0 alias=windowsservice
windowsperfcounters m contrib
yang_grpc m contrib:0.142.0- since=0.148.0 alias=yanggrpc
zipkin t core contrib k8s:0.98.0-
zookeeper m contrib
`;
