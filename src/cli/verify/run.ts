import { isEmpty, lintClusters } from '../../lint/clusters.ts';
import { countOf, nothingTold, type VerifyReport, verify } from '../../verify/verify.ts';
import { terminalColours } from '../colours.ts';
import { print, printUnreadable } from '../output.ts';
import { readApplied } from '../project-inputs.ts';
import { namesOf } from '../read-text.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { connectTo } from './kubernetes-cluster.ts';
import { progressOn } from './progress.ts';
import { textReport } from './text.ts';

/** A call of `tracing verify`. */
export interface VerifyRun {
  readonly paths: readonly string[];
  /**
   * File of the kubeconfig.
   *
   * @default - what KUBECONFIG names, or else `~/.kube/config`
   */
  readonly kubeconfig?: string;
  /**
   * Context of the kubeconfig.
   *
   * @default - its current one
   */
  readonly context?: string;
  /**
   * Namespace of objects that name none.
   *
   * @default - that of the context, or else `default`
   */
  readonly namespace?: string;
  /** Whether nothing has been applied yet. */
  readonly pre?: true;
  /** Seconds to wait for a trace to be found. */
  readonly timeout: number;
  readonly format: 'text' | 'json' | 'junit';
}

const green = 0;
const red = 1;
const cannotRead = 2;
const cannotTell = 2;

/** Verifies, prints what it found to standard output and what it does to standard error; the result is the exit code. */
export async function runVerify(run: VerifyRun): Promise<number> {
  const inputs = await readApplied(run.paths);
  const { texts } = inputs;
  const { clusters, unreadable } = lintClusters(texts, inputs.options);
  // what others bring is no part of what is verified
  const { findings } = lintClusters([...texts, ...inputs.elsewhere], inputs.options);
  const missing = [...inputs.unreadable, ...unreadable];
  if (missing.length > 0) {
    printUnreadable(missing);
    return cannotRead;
  }
  const [manifests, ...others] = clusters;
  if (!manifests || others.length > 0) {
    const folders = clusters.map(({ folder }) => folder).join(', ');
    throw new Error(`these are several clusters; give one at a time: ${folders}`);
  }
  if (isEmpty(clusters)) throw new Error(`there is no Kubernetes object in ${namesOf(run.paths)}`);
  const { cluster, namespace } = connectTo(run);
  const progress = progressOn(process.stderr);
  const context = { ...manifests, findings, cluster, namespace, timeout: run.timeout };
  const report = await verify(context, { pre: run.pre === true, ...progress }).finally(
    progress.end,
  );
  print(await formatted(report, run.format));
  if (countOf(report.results, 'failed') > 0) return red;
  // whoever waits for green must not be told so by a command that saw nothing
  return nothingTold(report.results) === undefined ? green : cannotTell;
}

async function formatted(report: VerifyReport, format: VerifyRun['format']): Promise<string> {
  switch (format) {
    case 'text':
      return textReport(report, await terminalColours());
    case 'json':
      return jsonReport(report);
    case 'junit':
      return junitReport(report);
  }
}
