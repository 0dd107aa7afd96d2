import type { IConstruct } from 'constructs';
import {
  type OtelOperatorRelease,
  otelOperatorReleases,
} from '../../upstream/operator/otel-releases.ts';
import { versions } from '../../upstream/operator/versions.ts';

/** Key in the context of the construct tree. */
const context = 'cdk8s-tracing:otel-operator';

/** Releases by the apps that an operator is installed in, of which each has one. */
const installed = new WeakMap<IConstruct, OtelOperatorRelease>();

/** Says which release of the OpenTelemetry operator works on the custom resources of a scope. To be called before anything is in it. */
export function runBy(scope: IConstruct, release: OtelOperatorRelease | undefined): void {
  if (release !== undefined) scope.node.setContext(context, release);
}

/** Says which release of the OpenTelemetry operator is installed by an app, to what is added to the app from now on. */
export function installs(operator: IConstruct, release: OtelOperatorRelease): void {
  installed.set(operator.node.root, release);
}

/**
 * The release of the OpenTelemetry operator that works on a construct's custom resources: what its stack says, or that which the app
 * has installed so far; the newest where nothing says so.
 */
export function otelOperatorOf(construct: IConstruct): OtelOperatorRelease {
  const told: unknown = construct.node.tryGetContext(context);
  return (
    otelOperatorReleases.find((release) => release === told) ??
    installed.get(construct.node.root) ??
    versions.otelOperator
  );
}

/** What a collector says of its release: where it names neither that nor an image, it is of the operator's own. */
export function collectorRelease(
  construct: IConstruct,
  { version, image }: { readonly version?: string; readonly image?: string },
): string | undefined {
  return version ?? (image === undefined ? otelOperatorOf(construct) : undefined);
}
