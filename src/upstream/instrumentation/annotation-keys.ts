import { nearest } from '../values/nearest.ts';
import type { Problem } from '../values/problem.ts';
import {
  commonContainerNames,
  dotnetRuntime,
  goExecutableAnnotation,
  injectionAnnotations,
  pythonPlatform,
} from './languages.ts';

/** Annotation that asks for a collector sidecar. */
export const sidecarAnnotation = 'sidecar.opentelemetry.io/inject';

/** Annotations of pods and Namespaces that the OpenTelemetry operator reads. */
export const injectionKeys: ReadonlySet<string> = new Set([
  ...Object.values(injectionAnnotations).flatMap(({ inject, containerNames }) => [
    inject,
    containerNames,
  ]),
  commonContainerNames,
  goExecutableAnnotation,
  dotnetRuntime.annotation,
  pythonPlatform.annotation,
  sidecarAnnotation,
]);

const prefix = 'instrumentation.opentelemetry.io';
const sidecarOwner = 'sidecar.opentelemetry.io';
const domain = 'opentelemetry.io';

/**
 * What is wrong with the key of an annotation that is meant for the OpenTelemetry operator; undefined for keys that it
 * knows and for those of others.
 *
 * Source: opentelemetry-operator v0.158.0 internal/instrumentation/annotation.go.
 */
export function annotationKeyProblem(key: string): Problem | undefined {
  if (injectionKeys.has(key)) return undefined;
  const slash = key.indexOf('/');
  const [owner, name] = [key.slice(0, Math.max(slash, 0)), key.slice(slash + 1)];
  const message = `the operator reads no annotation '${key}'`;
  if (owner === prefix) return { message, fix: meantName(name) };
  const fix = meantOwner(owner, name) ?? (owner === sidecarOwner ? meantSidecar(name) : undefined);
  return fix === undefined ? undefined : { message, fix };
}

/** The key that has a name which is spelt another way, or takes another part of the irregular one. */
function meantName(name: string): string | undefined {
  const irregular = [`${prefix}/inject-${name}`, `${prefix}/${name.replace(/^inject-/, '')}`].find(
    (key) => injectionKeys.has(key),
  );
  if (irregular !== undefined) return irregular;
  if (name === 'inject') return undefined;
  const names = [...injectionKeys].flatMap((key) =>
    key.startsWith(`${prefix}/`) ? [key.slice(prefix.length + 1)] : [],
  );
  const meant = alias(name) ?? nearest(name, names);
  return meant === undefined ? undefined : `${prefix}/${meant}`;
}

const aliases: Readonly<Record<string, string>> = {
  node: 'nodejs',
  'node-js': 'nodejs',
  js: 'nodejs',
  javascript: 'nodejs',
  'dot-net': 'dotnet',
  net: 'dotnet',
  golang: 'go',
  apache: 'apache-httpd',
  httpd: 'apache-httpd',
  apachehttpd: 'apache-httpd',
};

function alias(name: string): string | undefined {
  const language = /^inject-(.+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const meant = Object.hasOwn(aliases, language) ? aliases[language] : undefined;
  return meant === undefined ? undefined : `inject-${meant}`;
}

function meantSidecar(name: string): string | undefined {
  // the operator's own mark of pods
  if (name === 'injected') return undefined;
  return nearest(name, ['inject']) === undefined ? undefined : sidecarAnnotation;
}

/** The key that a known name has under its own prefix, when the prefix is a slip of the pen or a part of it. */
function meantOwner(owner: string, name: string): string | undefined {
  if (injectionKeys.has(`${prefix}/${name}`)) {
    const meant = owner === domain || owner.endsWith(`.${domain}`) || nearest(owner, [prefix]);
    return meant || /^instrumentations?\.otel\.\w+$/.test(owner) ? `${prefix}/${name}` : undefined;
  }
  const sidecar = name === 'inject' && /^sidecars?\.(open-?tel\w*|otel)\.\w+$/.test(owner);
  return sidecar ? sidecarAnnotation : undefined;
}
