module cdk8s-tracing/test/cluster/tools/grafana-operator

go 1.22.0

require github.com/grafana/grafana-operator/v5 v5.24.0
