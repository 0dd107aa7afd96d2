/**
 * Has Node 20 wait longer before it optimizes a function; imported for that alone, by the command line and by what `cdk8s.yaml` makes
 * of the app. V8 11 knows one optimizing compiler, the thorough one, and calls it so early that most functions of a program that
 * ends within seconds never earn back what it costs: a quarter of the CPU time of the app, of the linter and of 10,000 linted
 * objects goes there (`npm run bench:synth`, `npm run bench:lint`). Later releases have a quick compiler in between.
 *
 * A module of the package's entry must not do this: it is for the whole process.
 */
import { setFlagsFromString } from 'node:v8';

// bytes of bytecode that a function runs between two looks at whether it is worth it; 66 KiB by default
const budget = 1_000_000;

// later releases do not have this option, or lock it
if (process.versions.v8.startsWith('11.')) setFlagsFromString(`--interrupt-budget=${budget}`);
