module cdk8s-tracing/tools/catalogue

go 1.26
