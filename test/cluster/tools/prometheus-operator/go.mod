module cdk8s-tracing/test/cluster/tools/prometheus-operator

go 1.22.0

require github.com/prometheus-operator/prometheus-operator v0.76.0
