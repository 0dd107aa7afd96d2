#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { registerGraph } from './graph.ts';
import { registerLint } from './lint.ts';
import { registerRelocate } from './relocate.ts';

const badUsage = 2;

const program = new Command('tracing')
  .description('Moves, checks and draws Kubernetes manifests of a tracing stack.')
  .version(packageJson.version)
  .exitOverride();
registerRelocate(program);
registerLint(program);
registerGraph(program);

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // whoever reads our output has seen enough
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

program.parseAsync().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error);
});

function exitCodeOf(error: unknown): number {
  // commander has said itself what is wrong, or has shown the help that was asked for
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
  process.stderr.write(`tracing: ${error instanceof Error ? error.message : String(error)}\n`);
  return badUsage;
}
