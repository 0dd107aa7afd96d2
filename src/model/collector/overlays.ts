import { isRecord, own, record, text, type UnknownRecord } from '../../upstream/values/unknown.ts';
import { readEmbedded } from '../kubernetes/embedded.ts';
import type { KubeObject } from '../kubernetes/objects.ts';
import { type Container, readFlags } from '../kubernetes/workloads.ts';

const inline = 'yaml:';

/** Whether a location of a configuration is the configuration itself. */
export function isInline(location: string): boolean {
  return location.startsWith(inline);
}

/** The configuration that a location is itself. */
export function inlineText(location: string): string {
  return location.slice(inline.length);
}

/**
 * YAML that arguments of a container put over the configurations that it reads: each `--set`, in their order.
 *
 * Source: opentelemetry-collector v0.158.0 otelcol/flags.go.
 */
export function overlaysOf(object: KubeObject, container: Container): string[] {
  return readFlags(object, container).flatMap(({ name, value }) =>
    name === 'set' && value !== undefined ? setting(value) : [],
  );
}

/** The same of an OpenTelemetryCollector, which has each argument once. */
export function operatedOverlays(spec: UnknownRecord): string[] {
  const written = text(own(spec.args, 'set'));
  return written === undefined ? [] : setting(written);
}

/** YAML of a `--set`: `receivers.otlp.protocols.grpc.endpoint=0.0.0.0:4317`; nothing for one that is refused. */
function setting(written: string): string[] {
  const cut = written.indexOf('=');
  if (cut < 0) return [];
  const key = written.slice(0, cut).trim().replaceAll('.', separator);
  return [`${key}: ${written.slice(cut + 1).trim()}`];
}

/** What stands between the keys of a path, which a key of a configuration may be (opentelemetry-collector confmap.KeyDelimiter). */
const separator = '::';

// the deepest setting that there is has a dozen
const deepest = 32;

/** A configuration with YAML over it: mappings are joined, all else takes the place of what was there. */
export function withOverlays(config: UnknownRecord, overlays: readonly string[]): UnknownRecord {
  const over: Overlay = new Map();
  for (const yaml of overlays) {
    const { value } = readEmbedded(asVariables(yaml));
    for (const [key, inner] of Object.entries(record(value))) {
      const path = key.split(separator);
      if (path.length <= deepest) put(over, path, inner);
    }
  }
  return merged(config, over);
}

/** A configuration over another one, as `withOverlays` joins them. */
export function joined(below: UnknownRecord, above: UnknownRecord): UnknownRecord {
  const over: Overlay = new Map();
  for (const [key, inner] of Object.entries(above)) put(over, [key], inner);
  return merged(below, over);
}

/** Variables that Kubernetes puts into arguments, as those that a collector puts into its configuration; both are of its container. */
function asVariables(yaml: string): string {
  return yaml.replace(/\$\(([A-Za-z_]\w{0,253})\)/g, (_, name: string) => `\${env:${name}}`);
}

/** What is put over a mapping, by its keys; a map within is put over what is there in its turn. */
type Overlay = Map<string, unknown>;

function put(over: Overlay, path: readonly string[], value: unknown): void {
  let parent = over;
  for (const key of path.slice(0, -1)) parent = inner(parent, key);
  const last = path.at(-1) ?? '';
  if (!isRecord(value)) parent.set(last, value);
  else {
    const over = inner(parent, last);
    for (const [key, one] of Object.entries(value)) put(over, [key], one);
  }
}

function inner(over: Overlay, key: string): Overlay {
  const known = over.get(key);
  if (known instanceof Map) return known;
  const made: Overlay = new Map();
  over.set(key, made);
  return made;
}

function merged(base: UnknownRecord, over: Overlay): UnknownRecord {
  const joined = [...over].map(([key, value]) => [
    key,
    value instanceof Map ? merged(record(own(base, key)), value) : value,
  ]);
  return { ...base, ...Object.fromEntries(joined) };
}
