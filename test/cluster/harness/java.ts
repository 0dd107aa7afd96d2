import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { built, inputKey, toolsFolder } from './cache.ts';
import type { JavaProgram } from './programs.ts';
import { run } from './run-program.ts';

/** Why Java programs cannot be built and run here; undefined when they can. */
export async function lackOfJava(): Promise<string | undefined> {
  for (const [program, option] of [
    ['java', '-version'],
    ['javac', '-version'],
    ['mvn', '--version'],
  ] as const) {
    try {
      await run(program, [option]);
    } catch {
      // what it says of itself does not matter
      return `${program} does not run here; a JDK of release 11 or newer and Maven are needed`;
    }
  }
  return undefined;
}

/**
 * Class path of a Java program and of what it needs from Maven Central, built now unless an earlier run has built it from the
 * same inputs.
 *
 * @throws when Maven or a JDK is missing, and when the build fails
 */
export async function classPath(program: JavaProgram): Promise<string> {
  const folder = join(toolsFolder, program.tool);
  const home = await built(program, inputKey(folder, []), async (workFolder) => {
    cpSync(folder, workFolder, { recursive: true });
    const jars = join(workFolder, program.name);
    mkdirSync(jars);
    const options = ['--batch-mode', '--quiet', '--strict-checksums'];
    const settings = ['-DincludeScope=runtime', `-DoutputDirectory=${jars}`];
    await run('mvn', [...options, 'dependency:copy-dependencies', ...settings], {
      cwd: workFolder,
    });
    const source = `${program.mainClass}.java`;
    await run(toolOf(program, 'javac'), ['-cp', join(jars, '*'), '-d', jars, source], {
      cwd: workFolder,
    });
  });
  return [home, join(home, '*')].join(':');
}

/** Path of a tool of the JDK that a program needs. */
export function toolOf({ jdk }: JavaProgram, name: 'java' | 'javac'): string {
  return jdk === undefined ? name : join(jdk, 'bin', name);
}
