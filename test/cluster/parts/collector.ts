import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Collector } from '../../../src/model/collector/instances.ts';
import { collectorProgram, goProgram } from '../harness/build.ts';
import type { Checks } from '../harness/checks.ts';
import { at, textAt } from '../harness/objects.ts';
import { articleCollector, collectors } from '../harness/programs.ts';
import { run } from '../harness/run-program.ts';
import type { OperatedStack } from './operated.ts';

/** A configuration as the collector is given it. */
export interface RenderedConfig {
  readonly stack: string;
  readonly collector: Collector;
  readonly text: string;
}

/**
 * The configurations of a stack, out of the ConfigMaps that the operator wrote.
 *
 * @throws if it wrote none for a collector
 */
export function renderedConfigs({ stack, model, resources }: OperatedStack): RenderedConfig[] {
  return model.collectors
    .filter(({ operated }) => operated)
    .map((collector) => {
      const resource = resources.find(
        ({ kind, name }) => kind === 'OpenTelemetryCollector' && name === collector.name,
      );
      const configMap = resource?.created.find(({ kind }) => kind === 'ConfigMap');
      if (configMap === undefined) {
        throw new Error(`${stack.name}: the operator wrote no ConfigMap for ${collector.name}`);
      }
      return { stack: stack.name, collector, text: textAt(configMap, 'data', 'collector.yaml') };
    });
}

/** The collector that a custom resource asks for; undefined where we build none of that distribution or release. */
export async function collectorBinary({
  distribution,
  version,
}: Collector): Promise<string | undefined> {
  if (distribution === 'core' && version === articleCollector.version) {
    return goProgram(articleCollector);
  }
  if (distribution !== 'core' && distribution !== 'contrib') return undefined;
  const program = collectors[distribution];
  return version === program.version ? collectorProgram(program) : undefined;
}

/** Builds all collectors, so that no check is slow for that. */
export async function buildCollectors(): Promise<void> {
  await collectorProgram(collectors.core);
  await collectorProgram(collectors.contrib);
  await goProgram(articleCollector);
}

/** Part 3: the collector itself takes each configuration. */
export async function checkConfigs(
  checks: Checks,
  configs: readonly RenderedConfig[],
  folder: string,
): Promise<void> {
  for (const { stack, collector, text } of configs) {
    const { name, distribution, version } = collector;
    const binary = await collectorBinary(collector);
    const title = `${stack}: ${distribution} ${version} takes the config of ${name}`;
    if (binary === undefined) {
      // what is written for a release of Jaeger v2 that can be built, the part of that name judges
      checks.skip('collector', title, `no ${distribution} ${version} is built here`);
      continue;
    }
    await checks.check('collector', title, async () => {
      // a stack of an environment has a slash in its name
      const path = join(folder, `${stack.replaceAll('/', '-')}-${name}.yaml`);
      writeFileSync(path, text);
      await run(binary, ['validate', `--config=${path}`], { env: environmentOf(collector) });
    });
  }
}

/** What the operator sets for a collector's container, and what the custom resource adds as plain text. */
export function environmentOf(collector: Collector): Record<string, string> {
  const own = collector.env.flatMap(({ name, value }): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return { POD_NAME: 'collector', ...Object.fromEntries(own) };
}

/** Component ids of a kind in a configuration. */
export function idsOf(config: unknown, kind: 'receivers' | 'exporters' | 'extensions'): string[] {
  const components = at(config, kind);
  return typeof components === 'object' && components !== null ? Object.keys(components) : [];
}
