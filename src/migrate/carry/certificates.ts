import { at, list, own, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Draft } from '../output/draft.ts';
import type { PodSetting, Source } from '../source/component.ts';

/** A CA in a Secret, as props name it. */
export interface CaSecret {
  readonly caSecretName: string;
  readonly caSecretKey?: string;
}

/**
 * Takes the file of a CA out of the configuration where a volume of a Secret has it, so that props can name the Secret, and jobs
 * find it too; undefined for files from elsewhere, which stay as they are.
 *
 * @param place - of the setting, `[…, 'tls', 'ca_file']`
 */
export function liftCa(source: Source, place: Path, draft: Draft): CaSecret | undefined {
  for (const { pod } of source.roles) {
    const file = ['ingester', 'collector', 'query']
      .map((role) => text(draft.configured(role as 'collector', place)))
      .find((value) => value !== undefined);
    const found = file === undefined ? undefined : secretOf(pod, file);
    if (found === undefined) continue;
    draft.lift(place);
    draft.liftedVolumes.set(found.volume, 'the volume of the CA, whose Secret storage names');
    return found.key === 'ca.crt'
      ? { caSecretName: found.name }
      : { caSecretName: found.name, caSecretKey: found.key };
  }
  return undefined;
}

/** Name of the volume that has a file, of what pods mount. */
export function volumeOf(pod: readonly PodSetting[], file: string): string | undefined {
  const [nearest] = mountsOf(pod, file);
  return nearest && text(own(nearest.mount, 'name'));
}

function mountsOf(pod: readonly PodSetting[], file: string) {
  return pod
    .filter(({ field }) => field === 'volumeMounts')
    .flatMap(({ value }) => {
      const path = text(own(value, 'mountPath'))?.replace(/\/+$/, '');
      const isIn = path !== undefined && (file === path || file.startsWith(`${path}/`));
      return isIn ? [{ path, mount: value }] : [];
    })
    .sort((a, b) => b.path.length - a.path.length);
}

/** Secret and key of a file that pods mount; undefined where it is not of a Secret. */
function secretOf(
  pod: readonly PodSetting[],
  file: string,
): { readonly name: string; readonly key: string; readonly volume: string } | undefined {
  const [nearest] = mountsOf(pod, file);
  if (!nearest) return undefined;
  const inside = file.slice(nearest.path.length + 1);
  const subPath = text(own(nearest.mount, 'subPath'));
  const path = [subPath, inside].filter(Boolean).join('/');
  const volume = pod.find(
    ({ field, value }) => field === 'volumes' && own(value, 'name') === own(nearest.mount, 'name'),
  )?.value;
  const name = text(at(volume, 'secret', 'secretName'));
  const items = list(at(volume, 'secret', 'items'));
  const item = items.find((one) => own(one, 'path') === path);
  const key = items.length === 0 ? path : text(own(item, 'key'));
  // what lies deeper is no key
  return name === undefined || !key || key.includes('/')
    ? undefined
    : { name, key, volume: `${own(volume, 'name')}` };
}
