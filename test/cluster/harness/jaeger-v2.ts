import { writeFileSync } from 'node:fs';
import { lint } from '../../../src/lint/lint.ts';
import { readModel } from '../../../src/model/model.ts';
import { printYaml } from '../../../src/yaml.ts';
import { jaegerV2 } from './programs.ts';
import { ProgramFailed, run } from './run-program.ts';

/** What Jaeger v2 itself says of a configuration. */
export class JaegerJudge {
  readonly #program: string;

  /** @param program path of Jaeger v2 */
  constructor(program: string) {
    this.#program = program;
  }

  /**
   * Why `jaeger validate` refuses a configuration; undefined when it takes it.
   *
   * @param path file that the configuration is written to
   * @param env variables of the container
   */
  async refusal(
    config: unknown,
    path: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<string | undefined> {
    writeFileSync(path, printYaml([config]));
    try {
      await run(this.#program, ['validate', `--config=${path}`], { env });
      return undefined;
    } catch (error) {
      if (!(error instanceof ProgramFailed)) throw error;
      const lines = error.output.stderr.split('\n');
      return lines.filter((line) => line !== '' && !line.includes('application version')).join(' ');
    }
  }
}

/** Errors that the linter finds in a configuration, as `rule: message`, when a Deployment runs Jaeger with it. */
export function errorsInJaeger(config: unknown): string[] {
  const manifests = deployed(config).map((value) => ({ value }));
  return lint(readModel(manifests))
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule.id}: ${message}`);
}

function deployed(config: unknown): object[] {
  const metadata = { name: 'jaeger', namespace: 'tracing' };
  const labels = { app: 'jaeger' };
  const container = {
    name: 'jaeger',
    image: `docker.io/jaegertracing/jaeger:${jaegerV2.version}`,
    args: ['--config=/conf/config.yaml'],
    volumeMounts: [
      { name: 'config', mountPath: '/conf' },
      // what configurations read from files is there
      ...['/etc', '/badger', '/data', '/tmp'].map((mountPath) => ({ name: 'files', mountPath })),
    ],
  };
  const volumes = [
    { name: 'config', configMap: { name: 'jaeger' } },
    { name: 'files', persistentVolumeClaim: { claimName: 'files' } },
  ];
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { 'config.yaml': printYaml([config]) },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [container], volumes } },
      },
    },
  ];
}
