import { aliasesOf, spanIndices } from '../../upstream/elasticsearch/rotation.ts';
import { at, isRecord, own, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import { optionOf, optionValue, type RunningRole, storageOptionLocation } from '../jaeger/roles.ts';
import type { Location } from '../kubernetes/objects.ts';
import type { ElasticsearchClient } from './clients.ts';

/** How the indices rotate that a component of Jaeger writes spans to, or reads them from; it stands where that is, or would be, set. */
export interface Rotation extends Location {
  /** Name of the indices without what tells one from the other, `prod-jaeger-span`; unset for aliases of other names. */
  readonly indices?: string;
  /** Whether it goes by aliases, not by the date in their names. */
  readonly aliases: boolean;
  /** Whether a policy in the search store rolls them over. */
  readonly lifecycle: boolean;
  /** Whether this is an archive, of which the jobs know by a switch. */
  readonly archive: boolean;
}

/** Rotation of what a client reads and writes, its archive last; none for jobs, and where the manifests do not tell. */
export function rotationsOf(client: ElasticsearchClient): Rotation[] {
  const { role, backend, indexPrefix } = client;
  if (indexPrefix === undefined || /\$[({]/.test(indexPrefix)) return [];
  if (role) return roleRotations(role, indexPrefix, client.sidePrefix);
  return backend ? backendRotations(backend, indexPrefix) : [];
}

function roleRotations(
  role: RunningRole,
  prefix: string,
  archivePrefix: string | undefined,
): Rotation[] {
  return [
    ...flagRotation(role, 'es', prefix),
    ...(archivePrefix === undefined ? [] : flagRotation(role, 'es-archive', archivePrefix)),
  ];
}

function flagRotation(role: RunningRole, flags: 'es' | 'es-archive', prefix: string): Rotation[] {
  const aliases = optionValue(role, `${flags}.use-aliases`, 'false');
  const lifecycle = optionValue(role, `${flags}.use-ilm`, 'false');
  if (aliases === undefined || lifecycle === undefined) return [];
  const { object, path } =
    optionOf(role, `${flags}.use-aliases`) ?? storageOptionLocation(role, `${flags}.use-aliases`);
  const archive = flags === 'es-archive';
  return [
    {
      object,
      path,
      indices: spanIndices(prefix, archive),
      aliases: aliases === 'true',
      lifecycle: lifecycle === 'true',
      archive,
    },
  ];
}

function backendRotations(
  backend: NonNullable<ElasticsearchClient['backend']>,
  prefix: string,
): Rotation[] {
  const { value, object } = backend;
  const place = (...path: Path) => ({ object, path: [...backend.path, ...path] });
  const indices = spanIndices(prefix, false);
  for (const strategy of ['manual_rollover', 'auto_rollover']) {
    const path = ['indices', 'spans', 'rotation', strategy];
    const settings = at(value, ...path);
    if (!isRecord(settings)) continue;
    return [
      {
        ...place(...path),
        ...named(text(settings.write_alias), indices),
        aliases: true,
        lifecycle: strategy === 'auto_rollover',
      },
    ];
  }
  const [aliases, lifecycle] = [own(value, 'use_aliases'), own(value, 'use_ilm')];
  // a variable tells it
  if (typeof aliases === 'string' || typeof lifecycle === 'string') return [];
  return [
    {
      ...(aliases === undefined ? place() : place('use_aliases')),
      ...named(aliases === true ? text(own(value, 'span_write_alias')) : undefined, indices),
      aliases: aliases === true,
      lifecycle: lifecycle === true,
    },
  ];
}

/** Indices behind a write alias; those of the prefix where none is given. */
function named(alias: string | undefined, usual: string): Pick<Rotation, 'indices' | 'archive'> {
  const indices = alias ? aliasesOf(alias) : usual;
  return { indices, archive: indices?.endsWith('-archive') ?? false };
}
