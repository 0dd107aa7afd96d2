import {
  jaegerDatasourceType,
  jaegerDatasourceUrlProblem,
} from '../../upstream/grafana/datasource.ts';
import { datasourceProtocols } from '../../upstream/grafana/links.ts';
import {
  isRecord,
  list,
  own,
  record,
  text,
  type UnknownRecord,
} from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import { parseAddress } from '../edge/address.ts';
import type { Sender } from '../edge/senders.ts';
import { type EmbeddedProblem, readEmbedded, type TextSource } from '../kubernetes/embedded.ts';
import { keysOf, keyText } from '../kubernetes/files.ts';
import type { KubeObject, Location, ObjectIndex } from '../kubernetes/objects.ts';

/** A data source of Grafana. */
export interface Datasource extends Location {
  /** Settings as written. */
  readonly value: UnknownRecord;
  readonly name?: string;
  readonly type?: string;
  readonly url?: string;
  readonly uid?: string;
  readonly isDefault: boolean;
  /** Who reads it: a provisioning file of Grafana, or the grafana-operator. */
  readonly by: 'provisioning' | 'operator';
}

/** A provisioning file with data sources. */
interface DatasourceFile {
  readonly source: TextSource;
  /** Key of the ConfigMap or Secret, which becomes the file's name. */
  readonly key: string;
  readonly value: UnknownRecord;
}

/** A provisioning file that cannot be read. */
interface BrokenDatasourceFile {
  readonly source: TextSource;
  readonly problem: EmbeddedProblem;
}

/** What the manifests give Grafana. */
export interface Grafana {
  readonly datasources: readonly Datasource[];
  readonly files: readonly DatasourceFile[];
  readonly broken: readonly BrokenDatasourceFile[];
}

/** Reads data sources from provisioning files, also in ConfigMaps and Secrets, and from GrafanaDatasource resources. */
export function readGrafana(objects: ObjectIndex): Grafana {
  const { files, broken } = readFiles(objects);
  const provisioned = files.flatMap(({ source, value }) =>
    list(value.datasources).map((datasource, index) =>
      readDatasource(
        source.object,
        [...source.path, 'datasources', index],
        datasource,
        'provisioning',
      ),
    ),
  );
  const resources = objects
    .ofKind('GrafanaDatasource', 'grafana.integreatly.org')
    .map((object) =>
      readDatasource(
        object,
        ['spec', 'datasource'],
        own(record(object.value.spec), 'datasource'),
        'operator',
      ),
    );
  const plain = objects.provisioning.flatMap((object) =>
    list(object.value.datasources).map((datasource, index) =>
      readDatasource(object, ['datasources', index], datasource, 'provisioning'),
    ),
  );
  return { datasources: [...provisioned, ...resources, ...plain], files, broken };
}

function readFiles(objects: ObjectIndex): Pick<Grafana, 'files' | 'broken'> {
  const files: DatasourceFile[] = [];
  const broken: BrokenDatasourceFile[] = [];
  for (const { source, key } of datasourceTexts(objects)) {
    const { value, problem } = readEmbedded(source.text);
    if (problem) broken.push({ source, problem });
    else if (isRecord(value) && Array.isArray(value.datasources)) {
      files.push({ source, key, value });
    }
  }
  return { files, broken };
}

function datasourceTexts(objects: ObjectIndex): { source: TextSource; key: string }[] {
  return [...objects.ofKind('ConfigMap', ''), ...objects.ofKind('Secret', '')].flatMap((object) =>
    keysOf(object).flatMap((key) => {
      const source = /\.ya?ml$/.test(key) ? keyText(object, key) : undefined;
      return source && /^['"]?datasources['"]?\s*:/m.test(source.text) ? [{ source, key }] : [];
    }),
  );
}

function readDatasource(
  object: KubeObject,
  path: Path,
  datasource: unknown,
  by: Datasource['by'],
): Datasource {
  const value = record(datasource);
  const [name, type, url] = [text(value.name), text(value.type), text(value.url)];
  const uid =
    (by === 'operator' ? text(own(record(object.value.spec), 'uid')) : undefined) ??
    text(value.uid);
  return {
    object,
    path,
    value,
    name,
    type,
    url,
    uid,
    isDefault: value.isDefault === true,
    by,
  };
}

/** Addresses that data sources ask; what a browser asks for itself is not among them. */
export function datasourceSenders({
  object,
  path,
  type,
  url,
  name,
  value,
}: Datasource): Sender<'grafana'>[] {
  const isJaeger = type === jaegerDatasourceType;
  if (!url || type === undefined || (!isJaeger && !isAsked(url, value.access))) return [];
  const scheme = parseAddress(url)?.scheme;
  return [
    {
      kind: 'grafana',
      client: object,
      label: name ?? type,
      noun: 'data source',
      namespace: object.namespace,
      object,
      path: [...path, 'url'],
      address: url,
      grammar: 'http-exporter',
      // provisioning files may hold $VARIABLE
      judge: (text) =>
        isJaeger && !text.includes('$') ? jaegerDatasourceUrlProblem(text) : undefined,
      protocol: Object.hasOwn(datasourceProtocols, type) ? datasourceProtocols[type] : undefined,
      ...(scheme === undefined ? {} : { tls: scheme === 'https' }),
      enabled: true,
    },
  ];
}

/** Whether Grafana itself asks a URL, of which nothing is filled in later; beside it in its pod there may be a proxy. */
function isAsked(url: string, access: unknown): boolean {
  return access !== 'direct' && /^https?:\/\/(?!localhost|127\.|\[::1\])[^$]+$/.test(url);
}
