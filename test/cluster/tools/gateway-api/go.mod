module cdk8s-tracing/test/cluster/tools/gateway-api

go 1.22.0

require sigs.k8s.io/gateway-api v1.1.0
