#!/usr/bin/env node
import '../optimize-later.ts';
import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { oneLine } from '../upstream/values/shown.ts';
import { reasonOf } from '../upstream/values/unknown.ts';
import { registerApply } from './apply/command.ts';
import { keepCompiled } from './compile-cache.ts';
import { registerDelete } from './delete/command.ts';
import { registerDiff } from './diff/command.ts';
import { registerGraph } from './graph/command.ts';
import { registerInit } from './init/command.ts';
import { registerLint } from './lint/command.ts';
import { registerMigrate } from './migrate/command.ts';
import { print, printError } from './output.ts';
import { registerPlan } from './plan/command.ts';
import { registerRelocate } from './relocate/command.ts';
import { registerRules } from './rules/command.ts';
import { registerSize } from './size/command.ts';
import { registerVerify } from './verify/command.ts';

const badUsage = 2;

keepCompiled();
const program = new Command('tracing')
  .description(
    'Moves, checks, draws, compares, sizes and migrates Kubernetes manifests of a tracing stack, tests it in a cluster, and starts a repository for it.',
  )
  .version(packageJson.version)
  .configureOutput({ writeOut: print, writeErr: printError })
  .exitOverride();
registerRelocate(program);
registerLint(program);
registerGraph(program);
registerDiff(program);
registerInit(program);
registerMigrate(program);
registerPlan(program);
registerApply(program);
registerDelete(program);
registerRules(program);
registerSize(program);
registerVerify(program);

program.parseAsync().catch((error: unknown) => {
  process.exitCode = exitCodeOf(error);
});

function exitCodeOf(error: unknown): number {
  // commander has said itself what is wrong, or has shown the help that was asked for
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : badUsage;
  const message = reasonOf(error);
  printError(`tracing: ${oneLine(missingPeer(message) ?? message)}\n`);
  return badUsage;
}

/** What to install for a command that needs a package which those who only lint do without; undefined for other errors. */
function missingPeer(message: string): string | undefined {
  const [, name] = /^Cannot find module '([^']+)'/.exec(message) ?? [];
  if (name === undefined || !Object.hasOwn(packageJson.peerDependencies, name)) return undefined;
  const peers = Object.keys(packageJson.peerDependencies).join(' ');
  return `this command needs ${name}; npm install ${peers}`;
}
