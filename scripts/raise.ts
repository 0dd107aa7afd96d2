// raises a release of upstream: changes its number, generates and compares what follows from it, and prints what a reviewer looks at
import { Argument, Command } from 'commander';
import { versions } from '../src/upstream/operator/versions.ts';
import { missingModules, raiseBuilds } from './raise/builds.ts';
import { catalogueChanges, memberChanges, readCatalogue } from './raise/catalogue.ts';
import { raiseOperator } from './raise/operator.ts';
import { changedFiles, findingsOf, newFindings, placesOf } from './raise/review.ts';
import { run, type Step } from './raise/run.ts';
import { committedNumber, raiseNumber, type VersionName } from './raise/versions-file.ts';

new Command('npm run raise --')
  .description(
    'Raises a release that the stack is written for, and prints what a reviewer must look at.',
  )
  .addArgument(new Argument('<name>', 'which one').choices(Object.keys(versions)))
  .addArgument(new Argument('<release>', 'such as 0.159.0'))
  .action(raise)
  .parse();

function raise(name: VersionName, release: string, _options: object, command: Command): void {
  const before = committedNumber(name);
  if (!/^\d+\.\d+\.\d+$/.test(release)) {
    command.error(`error: the release must be a full number such as 0.159.0, got '${release}'`);
  }
  if (name === 'collector') {
    const missing = missingModules(release);
    if (missing.length > 0) {
      command.error(
        `error: the collector that judges must be whole, but the module proxy lacks at ${release}:\n${missing.map((path) => `  ${path}\n`).join('')}nothing was changed`,
      );
    }
  }
  const [findings, catalogue] = [findingsOf(), readCatalogue()];
  const numbers = raiseNumber(name, release);
  const steps: Step[] = [];
  const step = (what: string, program: string, ...args: string[]) =>
    steps.push(run(what, program, args));
  if (name === 'collector') {
    steps.push(...raiseBuilds(release));
    step('the catalogue', 'npm', 'run', '-s', 'catalogue');
  }
  if (name === 'otelOperator') {
    raiseOperator(before, release);
    step('CRDs and types', 'npm', 'run', '-s', 'import:releases');
    step('types of custom resources', 'npm', 'run', '-s', 'import');
  }
  step('types', 'npm', 'run', '-s', 'types');
  step('parity with upstream', 'npm', 'run', '-s', 'test:upstream');
  step('goldens', 'npx', 'vitest', 'run', 'test/golden.test.ts', '--update');
  step('pages of rules', 'npm', 'run', '-s', 'docs');

  section(`${name}: ${before} -> ${release}`, numbers);
  section(
    'steps that failed',
    steps.flatMap(({ failure }) => failure ?? []),
  );
  const raised = readCatalogue();
  section('components that came, went or have other ids', memberChanges(catalogue, raised));
  section('settings that came and went', catalogueChanges(catalogue, raised, release));
  section('findings that are new on the stacks', newFindings(findings, findingsOf()));
  section('files that changed', changedFiles());
  section(`texts that still say ${before}`, placesOf(before));
  if (steps.some(({ failure }) => failure !== undefined)) process.exitCode = 1;
}

function section(title: string, lines: readonly string[]): void {
  console.log(`\n## ${title}\n`);
  console.log(lines.length === 0 ? 'none' : lines.join('\n'));
}
