import type { Language } from '../../instrumentation/languages.ts';
import { versions } from '../../operator/versions.ts';
import { defaultCollectorRepository } from '../collector-names.ts';

const repository = 'ghcr.io/open-telemetry/opentelemetry-operator';

/**
 * Images of the agents that the operator injects where nobody names others.
 *
 * Source: opentelemetry-operator v0.158.0 versions.txt, internal/config/config.go.
 */
export const agentImages: Readonly<Record<Language, string>> = {
  java: `${repository}/autoinstrumentation-java:2.30.0`,
  nodejs: `${repository}/autoinstrumentation-nodejs:0.78.0`,
  python: `${repository}/autoinstrumentation-python:0.64b0`,
  dotnet: `${repository}/autoinstrumentation-dotnet:1.16.0`,
  go: 'ghcr.io/open-telemetry/opentelemetry-go-instrumentation/autoinstrumentation-go:v0.24.0',
  apacheHttpd: `${repository}/autoinstrumentation-apache-httpd:1.0.4`,
  nginx: `${repository}/autoinstrumentation-apache-httpd:1.0.4`,
};

/** Image of collectors whose CR names none, of the operator's own release or of another one. */
export function defaultCollectorImage(release: string = versions.collector): string {
  return `${defaultCollectorRepository}:${release}`;
}

/** Image of target allocators that name none (opentelemetry-operator v0.158.0 internal/config/config.go). */
export const targetAllocatorImage = `${repository}/target-allocator:${versions.otelOperator}`;

/**
 * Images that the operator chooses by itself, by the flag that has it choose another one.
 *
 * Source: opentelemetry-operator v0.158.0 internal/config/cli.go.
 */
export const chosenImages: Readonly<Record<string, string>> = {
  'collector-image': defaultCollectorImage(),
  'target-allocator-image': targetAllocatorImage,
  'operator-opamp-bridge-image': `${repository}/operator-opamp-bridge:${versions.otelOperator}`,
  'auto-instrumentation-java-image': agentImages.java,
  'auto-instrumentation-nodejs-image': agentImages.nodejs,
  'auto-instrumentation-python-image': agentImages.python,
  'auto-instrumentation-dotnet-image': agentImages.dotnet,
  'auto-instrumentation-go-image': agentImages.go,
  'auto-instrumentation-apache-httpd-image': agentImages.apacheHttpd,
  'auto-instrumentation-nginx-image': agentImages.nginx,
};
