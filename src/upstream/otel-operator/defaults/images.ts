import type { Language } from '../../instrumentation/languages.ts';
import type { OtelOperatorRelease } from '../../operator/otel-releases.ts';
import { versions } from '../../operator/versions.ts';
import { defaultCollectorRepository } from '../collector-names.ts';

const repository = 'ghcr.io/open-telemetry/opentelemetry-operator';

type AgentImages = Readonly<Record<Language, string>>;

const agents: Readonly<Record<OtelOperatorRelease, AgentImages>> = {
  '0.148.0': agentsOf({
    java: '1.33.6',
    nodejs: '0.71.0',
    python: '0.60b1',
    dotnet: '1.2.0',
    go: '0.23.0',
    apacheHttpd: '1.0.4',
  }),
  '0.158.0': agentsOf({
    java: '2.30.0',
    nodejs: '0.78.0',
    python: '0.64b0',
    dotnet: '1.16.0',
    go: '0.24.0',
    apacheHttpd: '1.0.4',
  }),
};

/**
 * Images of the agents that the operator of a release injects where nobody names others.
 *
 * Source: opentelemetry-operator v0.148.0 and v0.158.0 versions.txt, internal/config/config.go.
 */
export function agentImages(release: OtelOperatorRelease = versions.otelOperator): AgentImages {
  return agents[release];
}

function agentsOf(tags: Omit<Record<Language, string>, 'nginx'>): AgentImages {
  const image = (name: string, tag: string) => `${repository}/autoinstrumentation-${name}:${tag}`;
  return {
    java: image('java', tags.java),
    nodejs: image('nodejs', tags.nodejs),
    python: image('python', tags.python),
    dotnet: image('dotnet', tags.dotnet),
    go: `ghcr.io/open-telemetry/opentelemetry-go-instrumentation/autoinstrumentation-go:v${tags.go}`,
    apacheHttpd: image('apache-httpd', tags.apacheHttpd),
    nginx: image('apache-httpd', tags.apacheHttpd),
  };
}

/** Image of collectors whose CR names none, of the operator's own release or of another one. */
export function defaultCollectorImage(release: string = versions.collector): string {
  return `${defaultCollectorRepository}:${release}`;
}

/** Image of target allocators that name none (opentelemetry-operator v0.158.0 internal/config/config.go). */
export function targetAllocatorImage(release: OtelOperatorRelease): string {
  return `${repository}/target-allocator:${release}`;
}

/**
 * Images that the operator of a release chooses by itself, by the flag that has it choose another one.
 *
 * Source: opentelemetry-operator v0.148.0 and v0.158.0 internal/config/cli.go.
 */
export function chosenImages(release: OtelOperatorRelease): Readonly<Record<string, string>> {
  const agents = agentImages(release);
  return {
    'collector-image': defaultCollectorImage(release),
    'target-allocator-image': targetAllocatorImage(release),
    'operator-opamp-bridge-image': `${repository}/operator-opamp-bridge:${release}`,
    'auto-instrumentation-java-image': agents.java,
    'auto-instrumentation-nodejs-image': agents.nodejs,
    'auto-instrumentation-python-image': agents.python,
    'auto-instrumentation-dotnet-image': agents.dotnet,
    'auto-instrumentation-go-image': agents.go,
    'auto-instrumentation-apache-httpd-image': agents.apacheHttpd,
    'auto-instrumentation-nginx-image': agents.nginx,
  };
}
