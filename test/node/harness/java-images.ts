import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { built, inputKey, toolsFolder } from '../../cluster/harness/cache.ts';
import { classPath } from '../../cluster/harness/java.ts';
import type { JavaProgram } from '../../cluster/harness/programs.ts';
import { run } from '../../cluster/harness/run-program.ts';
import type { LocalImage } from './images.ts';

/** A small program that knows nothing of tracing, and beside it the agent that is put into it. */
export const javaShop: JavaProgram = {
  name: 'java-shop',
  version: '1.33.6',
  tool: 'java-shop',
  mainClass: 'Shop',
};

/** Image of the program. */
export const javaShopImage = 'localhost/java-shop:1';
const AGENT_IMAGE = 'ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-java';
/** What an operator asks for whose release was not linked into it. */
const UNLINKED = '0.0.0';
const RUNTIME = '/opt/java';
const MODULES = [
  ...['java.base', 'java.instrument', 'java.logging', 'java.management', 'java.naming'],
  ...['java.net.http', 'java.sql', 'jdk.httpserver', 'jdk.unsupported'],
];

/** Images of the program, with a Java runtime, and of the agent, which the operator copies out of it. */
export async function javaImages(): Promise<LocalImage[]> {
  const [home = ''] = (await classPath(javaShop)).split(':');
  const runtime = await javaRuntime();
  const libraries = filesBelow(runtime).filter((file) => file.endsWith('.so'));
  const copied = filesBelow(runtime).map((file) => [join(RUNTIME, file), join(runtime, file)]);
  return [
    {
      name: javaShopImage,
      // that of the application in `examples/sidecar.ts`
      aliases: ['registry.example.com/checkout:1.4.2'],
      program: join(runtime, 'bin/java'),
      entrypoint: `${RUNTIME}/bin/java`,
      files: Object.fromEntries([
        ...copied,
        [`/shop/${javaShop.mainClass}.class`, join(home, `${javaShop.mainClass}.class`)],
      ]),
      linked: libraries.map((file) => join(runtime, file)),
      command: ['-Xmx96m', '-cp', '/shop', javaShop.mainClass],
      user: '10001',
    },
    {
      name: `${AGENT_IMAGE}:${javaShop.version}`,
      aliases: [`${AGENT_IMAGE}:${UNLINKED}`],
      program: '/bin/cp',
      entrypoint: '/bin/cp',
      files: { '/javaagent.jar': join(home, `opentelemetry-javaagent-${javaShop.version}.jar`) },
      user: '10001',
    },
  ];
}

/** Folder of a Java runtime that has what the program and the agent need. */
async function javaRuntime(): Promise<string> {
  const { stdout, stderr } = await run('java', ['-version']);
  const release = /"([\d.]+)/.exec(stdout + stderr)?.[1] ?? 'unknown';
  const thing = { name: 'java-runtime', version: release };
  return built(thing, inputKey(join(toolsFolder, javaShop.tool), MODULES), async (work) => {
    const modules = ['--add-modules', MODULES.join(',')];
    const small = ['--strip-debug', '--no-header-files', '--no-man-pages'];
    await run('jlink', [...modules, ...small, '--output', join(work, thing.name)]);
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
