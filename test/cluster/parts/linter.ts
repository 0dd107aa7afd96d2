import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from '../../../src/lint/lint.ts';
import type { Collector } from '../../../src/model/collector/instances.ts';
import { readModel } from '../../../src/model/model.ts';
import { componentKinds } from '../../../src/upstream/collector/components.ts';
import { componentStatus, distributionNames } from '../../../src/upstream/collector/releases.ts';
import { replaceAt } from '../../../src/upstream/values/unknown.ts';
import { parseYaml, printYaml } from '../../../src/yaml.ts';
import { modelOfObjects } from '../../objects-model.ts';
import { collectorProgram } from '../harness/build.ts';
import type { Checks } from '../harness/checks.ts';
import { collectors } from '../harness/programs.ts';
import { ProgramFailed, run } from '../harness/run-program.ts';
import { environmentOf } from './collector.ts';

const AT_ONCE = 4;

/** A collector of the corpus, moved to the release that is built here, and what the linter says of it. */
interface Subject {
  readonly id: string;
  readonly collector: Collector;
  readonly distribution: 'core' | 'contrib';
  readonly flagged: boolean;
}

/**
 * Holds the linter against the collector: each configuration of the corpus of real mistakes that `validate` rejects, the
 * linter rejects, too. All are read as configurations of the release that is built here.
 *
 * @param corpus folder of folders with a `wrong.yaml` each
 */
export async function checkLinter(checks: Checks, corpus: string, folder: string): Promise<void> {
  const title = 'what the collector rejects of the corpus, the linter rejects';
  if (!existsSync(corpus)) {
    checks.skip('collector', title, `there is no corpus in ${corpus}; CORPUS names another folder`);
    return;
  }
  const subjects = readdirSync(corpus)
    .sort()
    .filter((id) => existsSync(join(corpus, id, 'wrong.yaml')))
    .flatMap((id) => subjectsOf(id, readFileSync(join(corpus, id, 'wrong.yaml'), 'utf8')));
  await checks.check('collector', `${title} (${subjects.length} collectors)`, async () => {
    const missed: string[] = [];
    const queue = subjects.values();
    const work = async (): Promise<void> => {
      for (const subject of queue) {
        if (subject.flagged) continue;
        const rejection = await rejectionOf(subject, folder);
        if (rejection !== undefined)
          missed.push(`${subject.id} ${subject.collector.name}: ${rejection}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (missed.length > 0) throw new Error(missed.join('\n'));
  });
}

function subjectsOf(id: string, text: string): Subject[] {
  const manifests = parseYaml(text, id).map(({ value }) => value);
  const current = modelOfObjects(manifests);
  return current.collectors.flatMap((collector): Subject[] => {
    const { distribution } = collector;
    if (distribution !== 'core' && distribution !== 'contrib') return [];
    if (collector.object.kind !== 'OpenTelemetryCollector') return [];
    const { version } = collectors[distribution];
    const repository = `ghcr.io/open-telemetry/opentelemetry-collector-releases/${distributionNames[distribution]}`;
    const moved = readModel(
      manifests.map((value) => ({
        value:
          value === collector.object.value
            ? replaceAt(value, ['spec', 'image'], `${repository}:${version}`)
            : value,
      })),
    );
    const flagged = lint(moved).some(
      ({ object, severity }) => severity !== 'info' && object.name === collector.name,
    );
    return [{ id, collector, distribution, flagged }];
  });
}

/** Why the collector rejects a configuration; undefined when it takes it, or lacks a component that its release has. */
async function rejectionOf(subject: Subject, folder: string): Promise<string | undefined> {
  const { id, collector, distribution } = subject;
  if (collector.config === undefined) return 'there is no configuration that can be read';
  const path = join(folder, `corpus-${id}-${collector.name}.yaml`);
  writeFileSync(path, printYaml([collector.config.value]));
  try {
    const binary = await collectorProgram(collectors[distribution]);
    await run(binary, ['validate', `--config=${path}`], { env: environmentOf(collector) });
    return undefined;
  } catch (error) {
    if (!(error instanceof ProgramFailed)) throw error;
    const { stderr } = error.output;
    return isOurs(stderr, subject) ? undefined : stderr.trim();
  }
}

/** Whether a component is unknown only to our build, which lacks some that the release has. */
function isOurs(stderr: string, { distribution }: Subject): boolean {
  const [, section = '', type = ''] = /'(\w+)' unknown type: "([^"]+)"/.exec(stderr) ?? [];
  const kind = componentKinds.find((one) => one === section);
  if (kind === undefined) return false;
  const { status } = componentStatus(kind, type, distribution, collectors[distribution].version);
  return status === 'present' || status === 'deprecated-id';
}
