// makes the folder of a new rule and puts it into the list of its area
import { execFileSync } from 'node:child_process';
import { Argument, Command, Option } from 'commander';
import { reasonOf } from '../src/upstream/values/unknown.ts';
import { type CreatedRule, createRule, type NewRule } from './new-rule.ts';
import { lintFolder } from './rule-examples.ts';

new Command('npm run create-rule --')
  .description('Makes the folder of a new rule: rule.ts, wrong.yaml and right.yaml.')
  .addArgument(new Argument('<id>', 'area/name, such as collector/unused-component'))
  .addOption(
    new Option('--severity <severity>', 'how bad its findings are')
      .choices(['error', 'warning', 'info'])
      .default('error'),
  )
  .requiredOption('--rationale <text>', 'what happens in the cluster, in one line')
  .requiredOption(
    '--source <text>',
    'where the fact comes from: repository, release, file or issue',
  )
  .action((id: string, facts: Omit<NewRule, 'id'>, command: Command) => {
    const { folder, list } = created({ id, ...facts }, command);
    execFileSync('npx', ['biome', 'check', '--write', folder, list], { stdio: 'ignore' });
    console.log(`made ${folder}
1. write what it finds fault with to wrong.yaml, and the same put right to right.yaml
2. write what it visits in rule.ts, and when it is right to ignore it
3. npx vitest run test/lint/rules.test.ts, and npm run docs for its page`);
  })
  .parse();

function created(rule: NewRule, command: Command): CreatedRule {
  try {
    return createRule(lintFolder, rule);
  } catch (error) {
    return command.error(`error: ${reasonOf(error)}`);
  }
}
