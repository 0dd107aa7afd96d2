module cdk8s-tracing/test/cluster/tools/stand-in

go 1.26
