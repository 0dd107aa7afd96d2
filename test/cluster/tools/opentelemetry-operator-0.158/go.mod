module cdk8s-tracing/test/cluster/tools/opentelemetry-operator-0.158

go 1.26.3

require (
	github.com/open-telemetry/opentelemetry-operator v0.158.0
	github.com/open-telemetry/opentelemetry-operator/apis v0.158.0
)

replace github.com/open-telemetry/opentelemetry-operator/apis v0.0.0-unpublished => github.com/open-telemetry/opentelemetry-operator/apis v0.158.0
