import { reasonOf } from '../../upstream/values/unknown.ts';
import { type Cluster, NotAllowed, type PodName } from '../cluster.ts';

/** Lines of a log that are looked through for what went wrong. */
const read = 200;
/** Lines that are quoted. */
const quoted = 3;
const longest = 300;

/** What the log of a container says went wrong, the last lines of it; nothing where one may not read it. */
export async function complaints(
  cluster: Cluster,
  pod: PodName,
  container: string,
  options: { readonly previous: boolean } = { previous: false },
): Promise<string[]> {
  const text = await cluster.logs(pod, container, { lines: read, ...options }).catch((error) => {
    // evidence is welcome, not needed: one may not read logs, and that of a run before may be gone
    if (error instanceof NotAllowed || options.previous) return '';
    return `error: the log cannot be read: ${reasonOf(error)}`;
  });
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const bad = lines.filter((line) =>
    /error|fatal|panic|fail|refused|denied|unable|invalid/i.test(line),
  );
  return (bad.length > 0 ? bad : options.previous ? lines : [])
    .slice(-quoted)
    .map((line) => `log of ${pod.name}: ${shortened(line)}`);
}

/** A line with its middle left out where it is long: when and what stand at its beginning, and why at its end. */
function shortened(whole: string): string {
  // as Jaeger writes it last, which tells users nothing
  const line = whole.replace(/,"stacktrace":".*$/, '}');
  return line.length <= longest
    ? line
    : `${line.slice(0, longest / 3)} ... ${line.slice((-2 * longest) / 3)}`;
}
