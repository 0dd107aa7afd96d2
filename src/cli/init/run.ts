import { cpSync, existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { print } from '../output.ts';

const done = 0;

/**
 * Copies the files of a new repository into a folder; the result is the exit code.
 *
 * @throws if there is a file of that name, or the folder has something in it
 */
export function runInit(folder: string): number {
  if (existsSync(folder)) checkEmpty(folder);
  cpSync(templateFolder(), folder, { recursive: true });
  // npm leaves files of the name .gitignore out of packages
  renameSync(path.join(folder, 'gitignore'), path.join(folder, '.gitignore'));
  print(`${folder} is made. What comes next, in it:
  npm install        until cdk8s-tracing is published: npm install FILE, which npm pack makes in a clone of it
  npm run synth      writes dist/ from main.ts, which holds the settings
  npm run lint
  npm run snapshots  writes what the tests compare with, to be committed
`);
  return done;
}

function checkEmpty(folder: string): void {
  if (!statSync(folder).isDirectory()) {
    throw new Error(`init must be given a folder, got the file ${folder}`);
  }
  const [first] = readdirSync(folder).sort();
  if (first !== undefined) {
    throw new Error(`init must be given an empty folder, there is ${path.join(folder, first)}`);
  }
}

function templateFolder(): string {
  // by package name, so that it is found from src/, from a bundle and from an installed package alike
  const packageJson = createRequire(import.meta.url).resolve('cdk8s-tracing/package.json');
  return path.join(path.dirname(packageJson), 'templates/app');
}
