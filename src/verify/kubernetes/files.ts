import { type KubeObject, objectName, pathText } from '../../model/kubernetes/objects.ts';
import { type Check, failed, type Outcome, passed, warned } from '../check.ts';
import { NotAllowed } from '../cluster.ts';
import type { Context } from '../context.ts';
import { type Difference, objectDifferences } from './as-written.ts';
import { shown } from './names.ts';

/** How many differences are told of each file. */
const told = 8;

/** Whether the cluster has what the manifests say, file by file. */
export function fileChecks(context: Context): Check[] {
  const files = new Map<string, KubeObject[]>();
  for (const object of context.model.objects.all) {
    const file = object.origin?.file ?? 'the manifests';
    files.set(file, [...(files.get(file) ?? []), object]);
  }
  return [...files].map(([file, objects]) => ({
    title: `${file} is in the cluster as written`,
    run: () => fileOutcome(context, file, objects),
  }));
}

/** What became of an object of the manifests. */
interface Found {
  /** What is wrong, a line each. */
  readonly missing: readonly string[];
  readonly different: readonly string[];
  /** What is wrong with labels and annotations alone. */
  readonly labelled: readonly string[];
  readonly hidden: readonly string[];
}

const nothing: Found = { missing: [], different: [], labelled: [], hidden: [] };

async function fileOutcome(
  context: Context,
  file: string,
  objects: readonly KubeObject[],
): Promise<Outcome> {
  const all = await Promise.all(objects.map((object) => objectFound(context, object)));
  const [missing, different, labelled, hidden] = (
    ['missing', 'different', 'labelled', 'hidden'] as const
  ).map((part) => all.flatMap((found) => found[part])) as [string[], string[], string[], string[]];
  const fix = `kubectl diff -f ${file} shows all of it; then apply it again`;
  const evidence = [...missing, ...different, ...labelled];
  const more = { evidence: cut(evidence), fix };
  if (missing.length > 0) {
    return failed(`${missing.length} of ${objects.length} objects are not in the cluster`, {
      ...more,
      fix: `kubectl apply --server-side -f ${file}`,
    });
  }
  if (different.length > 0) return failed('the cluster has something else than the file', more);
  if (labelled.length > 0) return warned('labels or annotations are others than in the file', more);
  if (hidden.length > 0) throw new NotAllowed(hidden.join(', '));
  return passed(`${objects.length} objects`);
}

async function objectFound({ cluster, namespace }: Context, object: KubeObject): Promise<Found> {
  const { apiVersion, kind, name } = object;
  const where = object.namespace || namespace;
  const title = objectName(object);
  try {
    const live = await cluster.read({ apiVersion, kind, namespace: where, name });
    if (!live) return { ...nothing, missing: [`${title} is missing`] };
    const found = objectDifferences(object.value, live).filter(
      (difference) => !isScaled(difference),
    );
    const lines = found.map(({ path, written, live: has }) => ({
      metadata: path[0] === 'metadata',
      line: `${title}: ${pathText(path)} is ${shown(has)}, the file has ${shown(written)}`,
    }));
    return {
      ...nothing,
      different: lines.filter(({ metadata }) => !metadata).map(({ line }) => line),
      labelled: lines.filter(({ metadata }) => metadata).map(({ line }) => line),
    };
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    return { ...nothing, hidden: [error.message.replace(/^not allowed: /, '')] };
  }
}

// an autoscaler or a person may set replicas at any time; 0 is reported, since it stops the workload
function isScaled({ path, live }: Difference): boolean {
  return path.length === 2 && path[0] === 'spec' && path[1] === 'replicas' && live !== 0;
}

function cut(lines: readonly string[]): string[] {
  const rest = lines.length - told;
  return rest <= 0 ? [...lines] : [...lines.slice(0, told), `and ${rest} more`];
}
