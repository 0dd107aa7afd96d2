import { cpSync, existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { print } from '../output.ts';
import { writeReason } from '../read-text.ts';

const done = 0;

/** What a repository is begun with by git and by those who host it, and what is not written here. */
const beginnings = ['.git', 'LICENSE', 'README.md'];

/**
 * Copies the files of a new repository into a folder; the result is the exit code.
 *
 * @throws if there is a file of that name, or the folder has more in it than a repository that was just made, or cannot be written
 */
export function runInit(folder: string): number {
  if (existsSync(folder)) checkEmpty(folder);
  try {
    cpSync(templateFolder(), folder, { recursive: true });
    // npm leaves files of the name .gitignore out of packages
    renameSync(path.join(folder, 'gitignore'), path.join(folder, '.gitignore'));
  } catch (error) {
    throw new Error(`cannot write ${folder}: ${writeReason(error)}`, { cause: error });
  }
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
  const [first] = readdirSync(folder)
    .filter((entry) => !beginnings.includes(entry))
    .sort();
  if (first !== undefined) {
    throw new Error(`init must be given an empty folder, there is ${path.join(folder, first)}`);
  }
}

function templateFolder(): string {
  // by package name, so that it is found from src/, from a bundle and from an installed package alike
  const packageJson = createRequire(import.meta.url).resolve('cdk8s-tracing/package.json');
  return path.join(path.dirname(packageJson), 'templates/app');
}
