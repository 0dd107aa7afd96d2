#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { cacheFile, compiled } from './compiled.ts';

const main = path.join(__dirname, 'main.cjs');
const require = module.createRequire(main);

if (existsSync(cacheFile(main))) {
  compiled(main).runInThisContext()(require);
} else {
  // Node 22.1 keeps compiled code by itself, and the types are of Node 20
  (module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
  require(main);
}
