import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { agentImages } from '../../../src/upstream/otel-operator/defaults/images.ts';
import { built, inputKey, toolsFolder } from '../../cluster/harness/cache.ts';
import { run } from '../../cluster/harness/run-program.ts';
import type { LocalImage } from './images.ts';

const TOOL = 'python-agent';
const [AGENT_IMAGE = '', RELEASE = ''] = agentImages().python.split(':');
/** What an operator asks for whose release was not linked into it. */
const UNLINKED = '0.0.0';
/** An application of `examples/applications.ts`: a small program that knows nothing of tracing. */
const shopImage = 'registry.example.com/shop-api:1.4.2';
const HOME = '/opt/python';
/** Of the library, what the program and the agent do without. */
const UNUSED =
  /(?:^|\/)(?:__pycache__|test|tests|site-packages|dist-packages|idlelib|lib2to3|ensurepip|tkinter|turtledemo|config-[^/]*)\//;

/** The Python of this machine. */
interface Python {
  readonly program: string;
  /** Folder of its library. */
  readonly library: string;
  /** As its library's folder has it, `python3.11`. */
  readonly name: string;
}

/** Images of the program, with a Python, and of the agent of PyPI, which the operator copies out of it; none where there is no Python. */
export async function pythonImages(): Promise<LocalImage[]> {
  const python = await foundPython();
  if (python === undefined) return [];
  const folder = join(toolsFolder, TOOL);
  const key = inputKey(folder, [python.name]);
  const agent = await built({ name: TOOL, version: RELEASE }, key, async (workFolder) => {
    const target = ['--target', join(workFolder, TOOL)];
    const pinned = ['--no-deps', '--only-binary=:all:', '-r', join(folder, 'requirements.txt')];
    await run('python3', ['-m', 'pip', 'install', '--quiet', ...target, ...pinned]);
  });
  const library = filesBelow(python.library).filter((file) => !UNUSED.test(file));
  return [
    {
      name: shopImage,
      program: python.program,
      entrypoint: `${HOME}/bin/python3`,
      files: {
        ...at(`${HOME}/lib/${python.name}`, python.library, library),
        '/shop.py': resolve(folder, 'shop.py'),
      },
      linked: library.filter(isShared).map((file) => join(python.library, file)),
      command: ['/shop.py'],
      user: '10001',
    },
    {
      name: `${AGENT_IMAGE}:${RELEASE}`,
      aliases: [`${AGENT_IMAGE}:${UNLINKED}`],
      program: '/bin/cp',
      entrypoint: '/bin/cp',
      files: at('/autoinstrumentation', agent, filesBelow(agent)),
      user: '10001',
    },
  ];
}

async function foundPython(): Promise<Python | undefined> {
  const script = `import os, sys, sysconfig
print(os.path.realpath(sys.executable), sysconfig.get_path('stdlib'), sep='\\n')`;
  try {
    const { stdout } = await run('python3', ['-c', script]);
    const [program = '', library = ''] = stdout.trim().split('\n');
    return { program, library, name: library.slice(library.lastIndexOf('/') + 1) };
  } catch {
    // there is none; what asks for its images says so
    return undefined;
  }
}

function at(target: string, folder: string, files: readonly string[]): Record<string, string> {
  return Object.fromEntries(files.map((file) => [join(target, file), join(folder, file)]));
}

function isShared(file: string): boolean {
  return file.endsWith('.so');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
