/**
 * What shows that collectors are run by the operator of a vendor, whose default image has other components than the core distribution:
 * objects of OpenShift or of the Operator Lifecycle Manager, which installs its operators.
 *
 * Source: os-observability/redhat-opentelemetry-collector, manifest.yaml.
 */
export const vendorGroups = /(?:^|\.)openshift\.io$|^operators\.coreos\.com$/;

/** Annotation of service accounts in EKS, where the add-on runs the AWS Distro for OpenTelemetry. */
export const vendorRole = 'eks.amazonaws.com/role-arn';

/** Components for AWS, which collectors of the add-on have (aws-observability/aws-otel-collector README). */
export const vendorComponents = /^(?:aws|sigv4auth)/;

/** Images of vendors that are numbered otherwise than the collector in them (aws-observability/aws-otel-collector releases). */
export const otherwiseNumbered = /(?:^|\/)aws-otel-collector$/;
