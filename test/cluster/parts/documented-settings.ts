import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { componentSetting } from '../../../src/upstream/collector/catalogue/sections.ts';
import { componentKinds } from '../../../src/upstream/collector/components.ts';
import { settingProblems } from '../../../src/upstream/values/setting-problems.ts';
import { own, record } from '../../../src/upstream/values/unknown.ts';
import { parseYaml } from '../../../src/yaml.ts';
import { toolsFolder } from '../harness/cache.ts';
import type { Checks } from '../harness/checks.ts';
import {
  CollectorJudge,
  type ComponentQuestion,
  judgedRelease,
} from '../harness/collector-judge.ts';
import { collectors } from '../harness/programs.ts';
import { run } from '../harness/run-program.ts';

/** Of the configurations in the documentation of each component, the catalogue knows all settings that the collector takes. */
export async function checkDocumentedSettings(checks: Checks): Promise<void> {
  const judge = await CollectorJudge.build();
  const known = await judge.components();
  const examples = (await documents()).flatMap((text) => [...examplesIn(text)]);
  const asked = examples.filter(({ component }) => known.includes(component));
  const refusals = await judge.refusals(asked);
  const taken = asked.filter((_, index) => refusals[index] === undefined);
  const title = `the catalogue knows the settings of ${taken.length} documented examples that the collector takes`;
  await checks.check('collector', title, () => {
    if (taken.length === 0) throw new Error('no example was found');
    const wrong = taken.flatMap(({ component, settings }) =>
      problemsOf(component, settings).map((problem) => `${component}: ${problem}`),
    );
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
  });
}

/** The README of each component that is built here, out of Go's module cache. */
async function documents(): Promise<string[]> {
  const { stdout } = await run('go', ['env', 'GOMODCACHE']);
  const manifest = readFileSync(join(toolsFolder, collectors.contrib.name, 'builder.yaml'), 'utf8');
  const modules = manifest.matchAll(/gomod: (\S+) (v\S+)/g);
  return [...modules]
    .filter(([, module = '']) => !module.includes('/confmap/provider/'))
    .map(([, module, version]) => join(stdout.trim(), `${module}@${version}`, 'README.md'))
    .map((path) => readFileSync(path, 'utf8'));
}

function* examplesIn(text: string): Iterable<ComponentQuestion> {
  for (const [, block = ''] of text.matchAll(/```ya?ml\n([\s\S]*?)```/g)) {
    const value = readBlock(block);
    for (const kind of componentKinds) {
      for (const [id, settings] of Object.entries(record(own(value, kind)))) {
        yield { component: `${kind}/${id.split('/')[0]}`, settings };
      }
    }
  }
}

/** A block as YAML; undefined for one with dots or brackets in place of what a reader is to write. */
function readBlock(block: string): unknown {
  try {
    return parseYaml(block, 'README.md')[0]?.value;
  } catch {
    return undefined;
  }
}

function problemsOf(component: string, settings: unknown): string[] {
  const [kind, type = ''] = component.split('/');
  const known = componentKinds.find((one) => one === kind);
  const setting = known && componentSetting(known, type, { collector: judgedRelease });
  if (setting === undefined) return ['it is not in the catalogue'];
  return settingProblems(setting, settings, { strict: true })
    .filter(({ severity }) => severity !== 'warning')
    .map(({ message }) => message);
}
