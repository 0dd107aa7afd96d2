/**
 * Has Node 20 and 22 wait longer before they optimize a function; imported for that alone, by the command line and by what `cdk8s.yaml`
 * makes of the app. V8's thorough compiler is called so early there that most functions of a program that ends within seconds never
 * earn back what it costs: a quarter of the CPU time of the app, of the linter and of 10,000 linted objects goes there on Node 20, a
 * seventh on Node 22 (`npm run bench:synth`, `npm run bench:lint`). Node 24 waits by itself.
 *
 * A module of the package's entry must not do this: it is for the whole process.
 */
// modules of Node itself that the command line needs: what Node has of them compiled counts only for the options that it was compiled with
import 'node:module';
import 'node:net';
import { setFlagsFromString } from 'node:v8';

// a release of V8 knows its own option alone, and takes another one for a mistake
const options: Readonly<Record<string, string>> = {
  // bytes of bytecode that a function runs between two looks at whether it is worth it; 66 KiB by default
  '11': '--interrupt-budget=1000000',
  // calls of a function; 3,000 by default
  '12': '--invocation-count-for-turbofan=30000',
};

const option = options[process.versions.v8.split('.')[0] ?? ''];
if (option !== undefined) setFlagsFromString(option);
