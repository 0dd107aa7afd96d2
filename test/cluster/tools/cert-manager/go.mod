module cdk8s-tracing/test/cluster/tools/cert-manager

go 1.19

require github.com/cert-manager/cert-manager v1.11.5
