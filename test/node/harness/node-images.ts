import { cpSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { agentImages } from '../../../src/upstream/otel-operator/defaults/images.ts';
import { built, inputKey, toolsFolder } from '../../cluster/harness/cache.ts';
import { run } from '../../cluster/harness/run-program.ts';
import type { LocalImage } from './images.ts';

const TOOL = 'node-agent';
const [AGENT_IMAGE = '', RELEASE = ''] = agentImages().nodejs.split(':');
/** What an operator asks for whose release was not linked into it. */
const UNLINKED = '0.0.0';

/** The application of `examples/secured.ts`: a small program that knows nothing of tracing. */
const shopImage = 'registry.example.com/shop-web:1.4.2';

/** Images of the program, and of the agent of the npm registry, which the operator copies out of it. */
export async function nodeImages(): Promise<LocalImage[]> {
  const folder = join(toolsFolder, TOOL);
  const agent = await built(
    { name: TOOL, version: RELEASE },
    inputKey(folder, []),
    async (workFolder) => {
      const home = join(workFolder, TOOL);
      cpSync(folder, home, { recursive: true });
      await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: home });
    },
  );
  return [
    {
      name: shopImage,
      program: process.execPath,
      entrypoint: '/node',
      files: { '/shop.js': resolve(folder, 'shop.js') },
      command: ['/shop.js'],
      user: '10001',
    },
    {
      name: `${AGENT_IMAGE}:${RELEASE}`,
      aliases: [`${AGENT_IMAGE}:${UNLINKED}`],
      program: '/bin/cp',
      entrypoint: '/bin/cp',
      files: Object.fromEntries(
        filesBelow(agent).map((file) => [join('/autoinstrumentation', file), join(agent, file)]),
      ),
      user: '10001',
    },
  ];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
