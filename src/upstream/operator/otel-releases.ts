import { versions } from './versions.ts';

/** Releases of the operator that the project can install, the oldest first: those whose manifests and CRDs it has. */
export const otelOperatorReleases = ['0.148.0', versions.otelOperator] as const;

/** A release of the operator that the project can install. */
export type OtelOperatorRelease = (typeof otelOperatorReleases)[number];
