// reads the settings of components anew from the modules of the tracing build, and joins them with what is known of other releases
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join as joinPath, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { OttlData } from '../src/upstream/collector/ottl/data.ts';
import { catalogueFile, catalogueText, lines, parseCatalogue } from './catalogue/file.ts';
import { type HandedDistributions, handedMembers } from './catalogue/handed-members.ts';
import { join, part } from './catalogue/join.ts';
import { membersOf, signalsTold, type Told, withMetadata } from './catalogue/members.ts';
import { joinOttl, type OttlReading, ottlReleases } from './catalogue/ottl.ts';
import { ottlParser } from './catalogue/ottl-parser.ts';
import {
  addComponent,
  emptyReading,
  isOfJaeger,
  type Node,
  type Reading,
  shortName,
  typesIn,
} from './catalogue/readings.ts';
import { typesModule } from './catalogue/types.ts';

const builds = 'test/cluster/tools';
// the module of this version is release 2.13.0, and built from this release of the collector
const jaeger = { module: '1.76.0', release: '2.13.0', collector: '0.140.0' };
const inJaeger = 'github.com/jaegertracing/jaeger/cmd/jaeger/internal';
const ofJaeger: Readonly<Record<string, string>> = {
  [`${inJaeger}/exporters/storageexporter`]: 'exporters/jaeger_storage_exporter',
  [`${inJaeger}/extension/expvar`]: 'extensions/expvar',
  [`${inJaeger}/extension/jaegerquery`]: 'extensions/jaeger_query',
  [`${inJaeger}/extension/jaegerstorage`]: 'extensions/jaeger_storage',
  [`${inJaeger}/extension/remotesampling`]: 'extensions/remote_sampling',
  [`${inJaeger}/extension/remotestorage`]: 'extensions/remote_storage',
  [`${inJaeger}/processors/adaptivesampling`]: 'processors/adaptive_sampling',
};

const { values } = parseArgs({
  options: {
    readings: { type: 'string' },
    ids: { type: 'string' },
    distributions: { type: 'string' },
  },
});
const known = existsSync(catalogueFile) ? parseCatalogue(readFileSync(catalogueFile, 'utf8')) : {};
const readings: Map<string, Reading> = part(known);
const members = values.distributions
  ? handedMembers(jsonOf<HandedDistributions>(values.distributions))
  : membersOf(known);
if (values.readings !== undefined) addHanded(values.readings, idsIn(values.ids));
addOwn('otelcol-0.88', '0.88.0');
addOwn('jaeger', jaeger.collector, Object.keys(ofJaeger));
addOwn('otelcol-tracing', tracingRelease());
const used = usedTypes();
for (const { types } of readings.values()) {
  for (const type of types.keys()) if (!used.has(type)) types.delete(type);
}
const catalogue = join(readings, members);
writeFileSync(catalogueFile, catalogueText(catalogue));
writeFileSync('imports/collector-components.ts', typesModule(catalogue));
writeFileSync('imports/catalogue/ottl.json', parts(joinOttl(ottlReadings())));
writeFileSync('imports/ottl.ts', ottlParser());

/** OTTL as the tracing build has it, and in older releases of its module. */
function ottlReadings(): Record<string, OttlReading> {
  const versions = ottlReleases.map((release) => `v${release}`);
  const found: Record<string, OttlReading> = tool(
    '-ottl',
    resolve(builds, 'otelcol-tracing'),
    ...versions,
  );
  return Object.fromEntries(
    Object.entries(found).map(([version, reading]) => [version.replace('v', ''), reading]),
  );
}

/** What `tools/catalogue` prints of a build. */
function tool<T>(...words: string[]): T {
  const options = { cwd: 'tools/catalogue', encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  return JSON.parse(execFileSync('go', ['run', '.', ...words], options));
}

function tracingRelease(): string {
  const manifest = `${builds}/otelcol-tracing/builder.yaml`;
  const release = /^ {2}version: (\S+)$/m.exec(readFileSync(manifest, 'utf8'))?.[1];
  if (release === undefined) throw new Error(`${manifest} must name a version`);
  return release;
}

/**
 * Adds what the modules of a build say, in place of what was known of that release.
 *
 * @param packages - components that are no modules of their own
 */
function addOwn(folder: string, release: string, packages: readonly string[] = []): void {
  const own: Readonly<Record<string, OwnReading>> = tool(resolve(builds, folder), ...packages);
  const fresh = new Map([release, jaeger.release].map((one) => [one, emptyReading()]));
  const of = (type: string) => {
    const found = fresh.get(isOfJaeger(type) ? jaeger.release : release);
    if (found === undefined) throw new Error(`${type} must be of a release`);
    return found;
  };
  for (const [module, { node, class: kind, ...told }] of Object.entries(own)) {
    const former = keyOf(module) ?? currentKey(`${kind}s`, told.id ?? '');
    const key = addMember(former, module, told, release);
    addComponent(of, key, module, node, told.stability);
  }
  for (const [one, { types, components }] of fresh) {
    if (types.size === 0) continue;
    const known = readingOf(one);
    for (const [key, type] of types) known.types.set(key, type);
    for (const [key, component] of components) known.components.set(key, component);
  }
}

/** Adds what a component says of itself to what the distributions have. @returns the key that it has from now on */
function addMember(former: string, module: string, told: Told, release: string): string {
  const [key, member] = withMetadata(former, members.get(former), told, release);
  if (key !== former) rename(former, key);
  if (member === undefined) return key;
  const signals = release === tracingRelease() ? signalsTold(told) : [];
  members.set(key, {
    ...member,
    ...(signals.length > 0 ? { signals } : {}),
    module: shortName(module),
  });
  return key;
}

/** Gives a component the id that it has from now on, in what was read of older releases, too. */
function rename(former: string, key: string): void {
  members.delete(former);
  for (const { components } of readings.values()) {
    const reading = components.get(former);
    if (reading === undefined) continue;
    components.delete(former);
    components.set(key, reading);
  }
}

/** Kind and id of a module that is known of another release; what the module itself says is an older id, perhaps, or nothing. */
function keyOf(module: string): string | undefined {
  const components = [...readings.values()].flatMap((reading) => [...reading.components]);
  const found = [...components, ...members].find(([, one]) => one.module === shortName(module));
  return ofJaeger[module] ?? found?.[0];
}

/** Kind and id that a component has now, by an id that it has or had. */
function currentKey(kind: string, id: string): string {
  const key = `${kind}/${id}`;
  if (members.has(key)) return key;
  const renamed = [...members].find(
    ([one, { aliases = [] }]) =>
      one.startsWith(`${kind}/`) && aliases.some((alias) => alias.id === id),
  );
  return renamed?.[0] ?? key;
}

interface OwnReading extends Told {
  readonly node: Node;
  readonly class?: string;
}

function jsonOf<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function readingOf(release: string): Reading {
  const known = readings.get(release) ?? emptyReading();
  readings.set(release, known);
  return known;
}

type Handed = Readonly<Record<string, { readonly node: Node | null }>>;

/**
 * Adds readings of releases that were made elsewhere, in files whose names end with the release, such as
 * `contrib-0.139.0.json`, or that have one mapping a release.
 */
function addHanded(folder: string, ids: ReadonlyMap<string, string>): void {
  for (const name of readdirSync(folder).sort()) {
    const content = jsonOf<Handed & Record<string, Handed>>(joinPath(folder, name));
    const release = /-(\d+\.\d+\.\d+)\.json$/.exec(name)?.[1];
    const all: Readonly<Record<string, Handed>> =
      release === undefined ? content : { [release]: content };
    for (const [one, handed] of Object.entries(all)) addRelease(one, handed, ids);
  }
}

function addRelease(release: string, handed: Handed, ids: ReadonlyMap<string, string>): void {
  for (const [module, { node }] of Object.entries(handed)) {
    const key = ids.get(module);
    if (node === null) continue;
    if (key === undefined) {
      console.warn(`${module} of ${release} has no id`);
      continue;
    }
    const of = (type: string) => {
      if (release !== jaeger.module) return readingOf(release);
      return readingOf(isOfJaeger(type) ? jaeger.release : jaeger.collector);
    };
    addComponent(of, key, module, node);
  }
}

/** Kind and id of components by their module. */
function idsIn(path: string | undefined): Map<string, string> {
  if (path === undefined) throw new Error('--readings needs --ids, a file with the modules of ids');
  const ids = new Map(Object.entries(ofJaeger));
  const { components } = jsonOf<HandedDistributions>(path);
  for (const { kind, type, module, repo } of components) {
    const root =
      repo === 'core'
        ? 'go.opentelemetry.io/collector'
        : 'github.com/open-telemetry/opentelemetry-collector-contrib';
    ids.set(`${root}/${module}`, `${kind}s/${type}`);
  }
  return ids;
}

/** Types that a component leads to. */
function usedTypes(): Set<string> {
  const all = [...readings.values()].flatMap(({ components, types }) => [
    ...[...components.values()].map(({ settings }) => settings),
    ...[...types.values()].flatMap(({ keys }) => [...keys.values()]),
  ]);
  return new Set(all.flatMap(typesIn));
}

/** As `lines`, one level further in: a line for each function and each context. */
function parts(data: OttlData): string {
  const nested = (one: object) =>
    Array.isArray(one) ? JSON.stringify(one) : lines(one as Record<string, unknown>).trimEnd();
  const entries = Object.entries(data).map(([key, one]) => `${JSON.stringify(key)}:${nested(one)}`);
  return `{\n${entries.join(',\n')}\n}\n`;
}
