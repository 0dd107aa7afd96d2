import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { built, inputKey, isBuilt, toolsFolder } from './cache.ts';
import { type CollectorProgram, collectorBuilder, type GoProgram } from './programs.ts';
import { ProgramFailed, run } from './run-program.ts';

/** A module that a program is built from cannot be fetched on this machine. */
export class ModuleUnavailable extends Error {}

/**
 * Path of a program, built now unless an earlier run has built it from the same inputs.
 *
 * @throws {ModuleUnavailable} when Go cannot fetch the module, and an Error when Go is missing or the build fails
 */
export async function goProgram(program: GoProgram): Promise<string> {
  return built(program, keyOf(program), async (workFolder) => {
    cpSync(join(toolsFolder, program.tool), workFolder, { recursive: true });
    const values = Object.entries(program.linkedValues).map(
      ([name, value]) => `-X ${name}=${value}`,
    );
    await go(workFolder, [
      'build',
      ...(program.locked === false ? ['-mod=mod'] : []),
      ...(program.tags ? [`-tags=${program.tags.join(',')}`] : []),
      '-trimpath',
      `-ldflags=${['-s', '-w', ...values].join(' ')}`,
      '-o',
      program.name,
      program.mainPackage,
    ]);
  });
}

/**
 * Why there is no time to build a program; undefined when it is built already, or `CLUSTER_BUILD_MINUTES` leaves the time,
 * counted from the start of the suite. Without that variable there is time for everything.
 */
export function lackOfTime(program: GoProgram): string | undefined {
  const most = process.env.CLUSTER_BUILD_MINUTES;
  if (most === undefined || isBuilt(program, keyOf(program))) return undefined;
  const left = Number(most) - process.uptime() / 60;
  const { name, version, buildMinutes = 0 } = program;
  return buildMinutes <= left
    ? undefined
    : `${name} ${version} takes about ${buildMinutes} minutes to build, CLUSTER_BUILD_MINUTES=${most} leaves ${Math.max(0, Math.floor(left))}`;
}

/** Programs that no run has built yet. */
export function unbuilt(programs: readonly GoProgram[]): GoProgram[] {
  return programs.filter((program) => !isBuilt(program, keyOf(program)));
}

function keyOf({ tool, mainPackage, linkedValues, tags = [] }: GoProgram): string {
  return inputKey(join(toolsFolder, tool), [mainPackage, JSON.stringify(linkedValues), ...tags]);
}

/** Path of a collector, assembled by the official builder from its pinned components, in the same way. */
export async function collectorProgram(program: CollectorProgram): Promise<string> {
  const key = inputKey(join(toolsFolder, program.name), [collectorBuilder.version]);
  return built(program, key, (workFolder) => assemble(program, program.name, workFolder));
}

/** Path of a program that has the components of a collector, and answers what they refuse in place of running them. */
export async function judgeProgram(program: CollectorProgram): Promise<string> {
  const judge = { name: `${program.name}-judge`, version: program.version };
  const main = join(toolsFolder, 'collector-judge');
  const key = inputKey(join(toolsFolder, program.name), [
    collectorBuilder.version,
    inputKey(main, []),
  ]);
  return built(judge, key, (workFolder) =>
    assemble(program, judge.name, workFolder, () => {
      // what the builder writes for Windows and others starts a collector
      for (const name of ['main_others.go', 'main_windows.go']) rmSync(join(workFolder, name));
      cpSync(main, workFolder, { recursive: true });
    }),
  );
}

async function assemble(
  program: CollectorProgram,
  binary: string,
  workFolder: string,
  change: () => void = () => undefined,
): Promise<void> {
  const builder = await goProgram(collectorBuilder);
  cpSync(join(toolsFolder, program.name), workFolder, { recursive: true });
  // go.mod and go.sum are ours, so the builder must not resolve modules anew
  const args = ['--config', 'builder.yaml', '--skip-get-modules', '--skip-compilation'];
  await run(builder, args, { cwd: workFolder });
  change();
  await go(workFolder, ['build', '-trimpath', '-ldflags=-s -w', '-o', binary, '.']);
}

/**
 * Folder of a Go module that a tool pins, such as `sigs.k8s.io/gateway-api@v1.1.0`, in the cache of Go.
 *
 * @throws {ModuleUnavailable} when Go cannot fetch it
 */
export async function moduleFolder(tool: string, module: string): Promise<string> {
  const stdout = await go(join(toolsFolder, tool), ['mod', 'download', '-json', module]);
  return JSON.parse(stdout).Dir;
}

async function go(cwd: string, args: readonly string[]): Promise<string> {
  try {
    return (await run('go', args, { cwd })).stdout;
  } catch (error) {
    if (!(error instanceof ProgramFailed)) {
      throw new Error(
        'go is not on the PATH; the cluster tests build the programs that they run: install Go 1.26 or later',
        { cause: error },
      );
    }
    // the words of the go command when a module proxy has no such module or none can be reached
    if (/reading https?:.*(40[34]|dial tcp|no such host)|server response:/s.test(error.message)) {
      throw new ModuleUnavailable(error.message);
    }
    throw error;
  }
}
