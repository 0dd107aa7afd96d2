import { sourceProblems } from '../../constructs/jaeger/sampling.ts';
import { fileAt } from '../../model/kubernetes/files.ts';
import type { ObjectIndex } from '../../model/kubernetes/objects.ts';
import { isRecord, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Draft } from '../output/draft.ts';
import type { PodField, Source } from '../source/component.ts';
import { volumeOf } from './certificates.ts';
import { successorRole } from './flags.ts';

const uiFile = ['extensions', 'jaeger_query', 'ui', 'config_file'];
const strategiesFile = ['extensions', 'remote_sampling', 'file', 'path'];

/** Has props say what files among the manifests say, where it is JSON; other files stay where they are mounted. */
export function carryFiles(objects: ObjectIndex, source: Source, draft: Draft): void {
  const ui = contentOf(objects, source, uiFile, draft);
  if (ui !== undefined && draft.props.uiConfig === undefined) {
    draft.props.uiConfig = ui;
    draft.lift(uiFile);
  }
  const strategies = contentOf(objects, source, strategiesFile, draft);
  if (strategies === undefined) return;
  const given = { strategies } as unknown as Parameters<typeof sourceProblems>[0];
  if (sourceProblems(given).some((problem) => problem !== undefined)) return;
  draft.props.sampling = given;
  draft.lift(strategiesFile);
}

function contentOf(
  objects: ObjectIndex,
  source: Source,
  setting: Path,
  draft: Draft,
): Readonly<Record<string, unknown>> | undefined {
  for (const { name, pod } of source.roles) {
    const file = text(draft.configured(successorRole[name], setting));
    if (file === undefined) continue;
    const all = (field: PodField) =>
      pod.filter((one) => one.field === field).map(({ value }) => value);
    const found = fileAt(objects, source.namespace, all('volumeMounts'), all('volumes'), file);
    const content = found.status === 'found' ? json(found.source.text) : undefined;
    const volume = volumeOf(pod, file);
    if (content === undefined) continue;
    if (volume !== undefined) draft.liftedVolumes.set(volume, 'a ConfigMap of what its file says');
    return content;
  }
  return undefined;
}

function json(written: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(written);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
