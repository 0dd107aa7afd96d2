// keeps what V8 compiles while the command line lints the default stack, so that later runs start with it
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cacheFile, compiled } from '../src/cli/compiled.ts';

const bundle = path.resolve('lib/main.cjs');
const script = compiled(bundle);
process.argv = [process.execPath, bundle, 'lint', 'test/golden/default'];
process.on('exit', () => writeFileSync(cacheFile(bundle), script.createCachedData()));
script.runInThisContext()(createRequire(bundle));
